package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Confinement;
import org.masterless.system.Descriptors;
import org.masterless.system.Files;
import org.masterless.system.Folders;
import org.masterless.system.Identities;
import org.masterless.system.PollSet;
import org.masterless.system.Processes;
import org.masterless.system.SharedWords;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/** Who gets a place, who may wait for one, and who is told at once that there is none. */
class PlacesTest {
  private static final PlaceLimits TWO_AND_FIVE = new PlaceLimits(2, 5);

  private final long[] memory = new long[10];
  private final List<Integer> pauses = new ArrayList<>();
  private long now;

  /** What happens to others while one waits. */
  private Runnable meanwhile = () -> {};

  private final class Words implements SharedWords {
    @Override
    public int count() {
      return memory.length;
    }

    @Override
    public long get(int index) {
      return memory[index];
    }

    @Override
    public void set(int index, long value) {
      memory[index] = value;
    }

    @Override
    public int forget() {
      return 0;
    }
  }

  private static <T> T that(Class<T> type, java.util.function.Function<Object[], Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.apply(arguments)));
  }

  private Object pause(Object... arguments) {
    assertThat((PollSet) arguments[0]).isNotNull();
    int length = (int) arguments[1];
    pauses.add(length);
    now += length;
    meanwhile.run();
    return 0;
  }

  private Places places() {
    Calls calls =
        new Calls(
            Unexpected.of(Files.class),
            Unexpected.of(Folders.class),
            that(Descriptors.class, this::pause),
            Unexpected.of(Sockets.class),
            Unexpected.of(Processes.class),
            Unexpected.of(Signals.class),
            Unexpected.of(Identities.class),
            Unexpected.of(Confinement.class),
            that(Clock.class, arguments -> now));
    return new Places(calls, new Words(), TWO_AND_FIVE);
  }

  /** As a child at this place does. */
  private boolean sits(int place, int uid, String name) {
    Places places = places();
    places.sit(place);
    return places.isAllowed(uid, name);
  }

  @Test
  void whoIsBelowTheLimitsDoesNotWait() {
    assertThat(sits(0, 1000, "a")).isTrue();
    assertThat(sits(1, 1000, "a")).isTrue();
    assertThat(sits(2, 1001, "b")).isTrue();
    assertThat(pauses).isEmpty();
  }

  /** A hanging name service: half of ten places may hang with it for long. */
  @Test
  void thoseWhoLookUpAreManyWhenTheyHaveMoreThanHalfOfThePlaces() {
    List<Boolean> many = new ArrayList<>();
    for (int place = 0; place < 7; place++) {
      Places child = places();
      child.sit(place);
      many.add(child.areManyLookingUp());
    }
    assertThat(many).containsExactly(false, false, false, false, false, true, true);
    sits(6, 1000, "a");
    sits(5, 1001, "b");
    Places child = places();
    child.sit(7);
    assertThat(child.areManyLookingUp()).isTrue();
    sits(4, 1002, "c");
    assertThat(child.areManyLookingUp()).isFalse();
    Places parent = places();
    parent.give(7, 77);
    assertThat(parent.takeBack(77)).isZero();
    assertThat(memory[7]).isZero();
  }

  @Test
  void whoWaitsGetsThePlaceOfWhoLeaves() {
    sits(0, 1000, "a");
    sits(1, 1000, "a");
    meanwhile = () -> memory[0] = 0;
    assertThat(sits(2, 1000, "a")).isTrue();
    assertThat(pauses).containsExactly(1);
    assertThat(sits(0, 1000, "a")).isFalse();
    assertThat(pauses.stream().mapToInt(length -> length).sum()).isBetween(1000, 1050);
  }

  @Test
  void noMoreMayWaitThanMayDeliver() {
    sits(0, 1000, "a");
    sits(1, 1000, "a");
    List<Boolean> later = new ArrayList<>();
    meanwhile =
        () -> {
          meanwhile =
              () -> {
                meanwhile = () -> {};
                List<Integer> before = List.copyOf(pauses);
                later.add(sits(4, 1000, "a"));
                assertThat(pauses).isEqualTo(before);
              };
          later.add(sits(3, 1000, "a"));
        };
    assertThat(sits(2, 1000, "a")).isFalse();
    assertThat(later).containsExactly(false, false);
  }

  /** Five of them deliver, three wait: half of five, as a moment is short. */
  @Test
  void theNamesOfAUidWaitInFewerPlacesThanTheyDeliver() {
    for (int place = 0; place < 5; place++) {
      assertThat(sits(place, 1000, "name" + place)).isTrue();
    }
    long waiting = Long.MIN_VALUE | 1000L << 32;
    memory[5] = waiting | 5;
    memory[6] = waiting | 6;
    assertThat(sits(7, 1000, "name7")).isFalse();
    assertThat(pauses).isNotEmpty();
    pauses.clear();
    memory[7] = waiting | 7;
    assertThat(sits(8, 1000, "name8")).isFalse();
    assertThat(pauses).isEmpty();
    assertThat(sits(9, 1001, "other")).isTrue();
  }

  @Test
  void whoWaitsIsNotSentAwayByWhoComesLater() {
    sits(0, 1000, "a");
    sits(1, 1000, "a");
    meanwhile =
        () -> {
          meanwhile = () -> memory[0] = 0;
          assertThat(sits(4, 1000, "a")).isFalse();
        };
    memory[3] = memory[1] | Long.MIN_VALUE;
    assertThat(sits(2, 1000, "a")).isTrue();
    assertThat(memory[4]).isZero();
  }

  @Test
  void thePlaceOfWhoWaitedIsFreeWhenItHasEndedAndItsUidIsTold() {
    sits(0, 1000, "a");
    sits(1, 1000, "a");
    memory[2] = memory[0] | Long.MIN_VALUE;
    Places parent = places();
    parent.give(2, 77);
    assertThat(parent.takeBack(77)).isEqualTo(1000);
    assertThat(memory[2]).isZero();
  }
}
