package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;

/** Which status reports count, and how often. */
class SupervisionReportTest extends SupervisedService {
  @Test
  void reportsOfStrangersMeanNothing() {
    clientComes();
    service.reported(4711, 1, false, now);
    assertThat(service.hasAvailable()).isTrue();
    assertThat(service.busy()).isZero();
  }

  @Test
  void reportsOfAnotherGenerationMeanNothing() {
    Start first = clientComes();
    service.reported(first.pid(), first.generation() + 1, false, now);
    assertThat(service.hasAvailable()).isTrue();
  }

  @Test
  void theSameReportTwiceCountsOnce() {
    Start first = clientIsServed();
    report(first, false);
    report(first, true);
    report(first, true);
    assertThat(service.busy()).isZero();
    exits(first, 0);
    assertThat(service.hasAvailable()).isFalse();
  }
}
