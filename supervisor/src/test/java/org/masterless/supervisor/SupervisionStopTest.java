package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;

/** A stop: clients are finished with, for as long as there is time. */
class SupervisionStopTest extends SupervisedService {
  @Test
  void stopLetsClientsFinishAndThenLeavesWhoIsLateToSystemd() {
    clientIsServed();
    service.stop(now);
    assertThat(world.channels).isEqualTo(1);
    assertThat(service.isListening()).isFalse();
    timePasses(2999);
    assertThat(service.isFinished(now)).isFalse();
    assertThat(service.nextDeadline()).isEqualTo(3 * SECOND);
    timePasses(1);
    assertThat(service.isFinished(now)).isTrue();
    assertThat(world.said).isEmpty();
  }

  @Test
  void stopIsOverWhenTheLastDaemonIsGone() {
    Start first = clientIsServed();
    service.stop(now);
    exits(first, 0);
    assertThat(service.isFinished(now)).isTrue();
  }

  @Test
  void drainedDaemonsHaveTheirTimeToFinishToo() {
    Start daemon = clientIsServed();
    service.stop(now);
    exits(daemon, 0);
    service.reaped(true, now);
    assertThat(service.isFinished(now)).isFalse();
    timePasses(3 * SECOND);
    assertThat(service.isFinished(now)).isTrue();
  }

  @Test
  void reloadAndWakeUpsMeanNothingToAServiceThatStops() {
    supervise(SettingsBuilder.service().with("--wakeup", "60").build());
    clientIsServed();
    service.stop(now);
    service.reload(now);
    timePasses(100);
    assertThat(world.channels).isEqualTo(1);
    assertThat(world.wakes).isEqualTo(1);
  }
}
