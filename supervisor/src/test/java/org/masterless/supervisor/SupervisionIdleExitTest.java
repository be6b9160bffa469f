package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;

/** When a service that nobody asks for any more is no longer supervised. */
class SupervisionIdleExitTest extends SupervisedService {
  @Test
  void aServiceWithoutProcessesIsFinishedAfterAWhile() {
    supervise(SettingsBuilder.service().with("--idle-exit", "10").build());
    assertThat(service.nextDeadline()).isEqualTo(10 * SECOND);
    timePasses(9999);
    assertThat(service.isFinished(now)).isFalse();
    timePasses(1);
    assertThat(service.isFinished(now)).isTrue();
  }

  @Test
  void theTimeCountsFromTheLastProcessThatLeft() {
    supervise(SettingsBuilder.service().with("--idle-exit", "10").build());
    Start first = clientIsServed();
    timePasses(100 * SECOND);
    assertThat(service.isFinished(now)).isFalse();
    exits(first, 0);
    assertThat(service.nextDeadline()).isEqualTo(110 * SECOND);
  }

  @Test
  void aServiceThatIsWokenOrThrottledOrToldToStayDoesNotLeave() {
    supervise(SettingsBuilder.service().with("--idle-exit", "10", "--wakeup", "60").build());
    timePasses(100 * SECOND);
    assertThat(service.isFinished(now)).isFalse();
    supervise(SettingsBuilder.service().with("--idle-exit", "0").build());
    timePasses(100_000 * SECOND);
    assertThat(service.isFinished(now)).isFalse();
    supervise(SettingsBuilder.service().with("--idle-exit", "10").build());
    exits(clientComes(), 1);
    timePasses(59 * SECOND);
    assertThat(service.isFinished(now)).isFalse();
    timePasses(SECOND);
    assertThat(service.isFinished(now)).isTrue();
  }

  @Test
  void drainedDaemonsKeepTheServiceAndNobodyWakesUpForIt() {
    supervise(SettingsBuilder.service().with("--idle-exit", "10").build());
    exits(clientIsServed(), 0);
    service.reaped(true, now);
    timePasses(100 * SECOND);
    assertThat(service.isFinished(now)).isFalse();
    assertThat(service.nextDeadline()).isEqualTo(WakeupTimer.NEVER);
    service.reaped(false, now);
    assertThat(service.nextDeadline()).isEqualTo(110 * SECOND);
  }
}
