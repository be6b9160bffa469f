package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.supervisor.RecordedActions.Start;
import org.masterless.system.ChildExit;

/**
 * Thousands of random events against a model that only knows which processes there are: whatever
 * happens in whatever order, the sums are right and the service is neither deaf nor restless.
 */
class SupervisionModelTest {
  private static final int EVENTS = 3000;

  /** A daemon as it really is, where the supervision knows only what it was told. */
  private static final class Daemon {
    final Start start;
    boolean busy;
    boolean retired;

    Daemon(Start start) {
      this.start = start;
    }
  }

  private final RecordedActions world = new RecordedActions();
  private final Map<Integer, Daemon> daemons = new TreeMap<>();
  private Random random = new Random();
  private Settings settings = SettingsBuilder.service().build();
  private Supervision service = new Supervision(settings, world);
  private int channelsSeen;
  private boolean drained;
  private long now;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
  void theSumsAreRightWhateverHappens(long seed) {
    random = new Random(seed);
    settings = anySettings();
    service = new Supervision(settings, world);
    service.start(now);
    for (int i = 0; i < EVENTS; i++) {
      String event = anEvent();
      meetTheNewAndTheRetired();
      service.tick(now);
      meetTheNewAndTheRetired();
      check("seed " + seed + ", event " + i + ": " + event);
    }
  }

  private Settings anySettings() {
    SettingsBuilder builder = SettingsBuilder.service().limit(random.nextInt(6));
    if (random.nextBoolean()) {
      builder.with("--wakeup", (1 + random.nextInt(100)) + (random.nextBoolean() ? "?" : ""));
    }
    return builder
        .with("--idle-exit", "" + random.nextInt(100), "--throttle", "" + random.nextInt(60))
        .withStress();
  }

  private String anEvent() {
    int choice = random.nextInt(100);
    if (choice < 30) {
      return aClientComes();
    } else if (choice < 60) {
      return aClientIsDone();
    } else if (choice < 75) {
      return aProcessEnds();
    } else if (choice < 78) {
      world.channelFails = random.nextInt(4) == 0;
      service.reload(now);
      return "reload";
    } else if (choice < 80) {
      world.forkFails = random.nextInt(4) == 0;
      return "fork fails: " + world.forkFails;
    } else if (choice < 82) {
      service.reported(random.nextInt(200), random.nextInt(10), random.nextBoolean(), now);
      drained = random.nextBoolean();
      service.reaped(drained || !daemons.isEmpty(), now);
      return "a report of nobody";
    }
    now += random.nextInt(20) == 0 ? 2_000_000 : random.nextInt(5000);
    return "time passes";
  }

  private String aClientComes() {
    Optional<Daemon> free = any(daemon -> !daemon.busy && !daemon.retired);
    if (free.isPresent()) {
      free.get().busy = true;
      report(free.get());
      return "a client for " + free.get().start;
    }
    int before = world.starts.size();
    boolean wasListening = service.isListening();
    service.clientWaits(now);
    assertThat(world.starts.size() - before).isLessThanOrEqualTo(wasListening ? 1 : 0);
    return "a client waits";
  }

  private String aClientIsDone() {
    Optional<Daemon> found = any(daemon -> daemon.busy);
    if (found.isEmpty()) {
      return "nobody is busy";
    }
    Daemon busy = found.get();
    busy.busy = false;
    if (busy.retired) {
      exit(busy, 0);
    } else {
      report(busy);
    }
    return "done: " + busy.start;
  }

  private String aProcessEnds() {
    Optional<Daemon> somebody = any(daemon -> true);
    if (somebody.isEmpty()) {
      return "nobody to end";
    }
    exit(somebody.get(), random.nextInt(3) == 0 ? 1 : 0);
    return "end of " + somebody.get().start;
  }

  private void exit(Daemon daemon, int status) {
    daemons.remove(daemon.start.pid());
    ChildExit exit = new ChildExit();
    exit.setExited(status);
    service.changed(daemon.start.pid(), exit, now);
    service.reaped(drained || !daemons.isEmpty(), now);
  }

  private void report(Daemon daemon) {
    service.reported(daemon.start.pid(), daemon.start.generation(), !daemon.busy, now);
  }

  /** A new channel retires all daemons that were started before it. */
  private void meetTheNewAndTheRetired() {
    if (world.channels > channelsSeen) {
      channelsSeen = world.channels;
      daemons.values().forEach(daemon -> daemon.retired = true);
    }
    for (Start start : world.starts) {
      daemons.put(start.pid(), new Daemon(start));
    }
    world.starts.clear();
  }

  private void check(String after) {
    int limit = settings.processLimit();
    boolean someAreFree = any(daemon -> !daemon.busy && !daemon.retired).isPresent();
    boolean hasRoom = limit == 0 || daemons.size() < limit;
    assertThat(service.total()).as("total after " + after).isEqualTo(daemons.size());
    assertThat(limit == 0 || service.total() <= limit).as("limit after " + after).isTrue();
    assertThat(service.busy())
        .as("busy after " + after)
        .isEqualTo((int) daemons.values().stream().filter(daemon -> daemon.busy).count());
    assertThat(service.hasAvailable()).as("available after " + after).isEqualTo(someAreFree);
    assertThat(service.isListening())
        .as("listening after " + after)
        .isEqualTo(!someAreFree && hasRoom && !service.isThrottled());
    if (service.isFinished(now)) {
      assertThat(daemons).as("finished after " + after).isEmpty();
    } else {
      assertThat(service.nextDeadline()).as("restless after " + after).isGreaterThan(now);
    }
  }

  private Optional<Daemon> any(Predicate<Daemon> which) {
    List<Daemon> found = daemons.values().stream().filter(which).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }
}
