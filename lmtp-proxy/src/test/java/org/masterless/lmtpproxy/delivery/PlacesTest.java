package org.masterless.lmtpproxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who gets a process when there are fewer than recipients. */
class PlacesTest {
  private static final int SECOND = 1_000_000_000;

  private long now;

  private Places places(int most) {
    return new Places(most, () -> now);
  }

  /** A message whose client says all its RCPTs at once, and then DATA. */
  private static final class Pipelined {
    final List<Places.Place> places = new ArrayList<>();
    final Places.Message message;

    Pipelined(Places of) {
      message = of.message();
    }

    Pipelined ask(int count) {
      for (int i = 0; i < count; i++) {
        places.add(message.ask(() -> {}));
      }
      return this;
    }

    long given() {
      return places.stream().filter(Places.Place::isGiven).count();
    }

    long refused() {
      return places.stream().filter(Places.Place::isRefused).count();
    }

    boolean isAnswered() {
      return given() + refused() == places.size();
    }

    void end() {
      message.isGathered();
      places.forEach(Places.Place::giveBack);
    }
  }

  @Test
  void oneMessageMayHaveAllOfThemAndIsToldOfMore() {
    Pipelined message = new Pipelined(places(10)).ask(10);
    assertThat(message.given()).isEqualTo(10);
    message.ask(3);
    assertThat(message.refused()).isEqualTo(3);
    message.end();
    assertThat(message.given()).isZero();
  }

  @Test
  void theLastHalfIsForTheOldestWhichStillGathers() {
    Places places = places(10);
    Pipelined first = new Pipelined(places).ask(3);
    Pipelined second = new Pipelined(places).ask(5);
    assertThat(second.given()).isEqualTo(2);
    first.ask(4);
    assertThat(first.given()).isEqualTo(7);
    assertThat(second.given()).isEqualTo(2);
    first.message.isGathered();
    assertThat(second.given()).isEqualTo(3);
    first.end();
    assertThat(second.given()).isEqualTo(5);
  }

  @Test
  void whoSaysNothingForASecondHasNoMorePrivilege() {
    Places places = places(4);
    Pipelined first = new Pipelined(places).ask(2);
    Pipelined second = new Pipelined(places).ask(1);
    now += SECOND - 1;
    second.places.get(0).lookAgain();
    assertThat(second.given()).isZero();
    now += 1;
    second.places.get(0).lookAgain();
    assertThat(second.given()).isEqualTo(1);
    assertThat(first.refused()).isZero();
  }

  @Test
  void whoseMessageIsOnItsWayIsWaitedFor() {
    Places places = places(4);
    Pipelined first = new Pipelined(places).ask(4);
    first.message.isGathered();
    Pipelined second = new Pipelined(places).ask(6);
    assertThat(second.isAnswered()).isFalse();
    assertThat(second.refused()).isZero();
    first.end();
    assertThat(second.given()).isEqualTo(4);
    assertThat(second.refused()).isEqualTo(2);
  }

  @Test
  void whoGivesUpWaitingIsForgotten() {
    Places places = places(2);
    Pipelined first = new Pipelined(places).ask(2);
    first.message.isGathered();
    Pipelined second = new Pipelined(places).ask(2);
    second.end();
    first.end();
    assertThat(second.given()).isZero();
    assertThat(new Pipelined(places).ask(2).given()).isEqualTo(2);
  }

  /** As after an error: some recipients are known to nobody. */
  @Test
  void theEndOfAMessageGivesAllBackOnce() {
    Places places = places(4);
    Pipelined first = new Pipelined(places).ask(5);
    first.message.end();
    Pipelined second = new Pipelined(places).ask(4);
    assertThat(second.given()).isEqualTo(4);
    first.places.forEach(Places.Place::giveBack);
    assertThat(second.ask(1).refused()).isEqualTo(1);
    second.message.end();
    assertThat(first.message.ask(() -> {}).isGiven()).isTrue();
  }

  /** RCPTs of all of them in any order; whoever has all answers sends the message, and ends. */
  @Test
  void messagesForHalfAsManyGetAllOfThemWhateverTheOrder() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int most = 2 + random.nextInt(20);
      Places places = places(most);
      Pipelined[] messages = new Pipelined[1 + random.nextInt(8)];
      List<Integer> asks = new ArrayList<>();
      for (int i = 0; i < messages.length; i++) {
        messages[i] = new Pipelined(places);
        asks.addAll(Collections.nCopies(1 + random.nextInt(most / 2), i));
      }
      Collections.shuffle(asks, random);
      asks.forEach(index -> messages[index].ask(1));
      List<Pipelined> left = new ArrayList<>(Arrays.asList(messages));
      while (!left.isEmpty()) {
        List<Pipelined> ready = left.stream().filter(Pipelined::isAnswered).toList();
        assertThat(ready).as("seed " + seed).isNotEmpty();
        Pipelined next = ready.get(random.nextInt(ready.size()));
        assertThat(next.refused()).as("seed " + seed).isZero();
        next.message.isGathered();
        if (random.nextBoolean()) {
          next.end();
          left.remove(next);
        }
      }
      assertThat(new Pipelined(places).ask(most).given()).isEqualTo(most);
    }
  }
}
