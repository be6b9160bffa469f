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

  @Test
  void piecesOfReportsDoNotFillTheJournal() {
    for (int i = 0; i < 1000; i++) {
      service.reportedPartly(5, now);
      timePasses(10);
    }
    service.reportedPartly(7, now);
    assertThat(world.said)
        .containsExactly(
            "<4> a process sent a partial status update (5 bytes)",
            "<4> a process sent a partial status update (7 bytes)");
  }

  @Test
  void aChannelThatADaemonShutDownIsReplaced() {
    clientIsServed();
    clientComes();
    service.channelWasShut(now);
    assertThat(world.channels).isEqualTo(1);
    assertThat(service.isListening()).as("those of the old channel don't count").isTrue();
    assertThat(world.said)
        .containsExactly("<4> a process shut down the status channel; retiring all processes");
  }

  @Test
  void aServiceThatGetsNoOtherChannelStopsToBeStartedAfresh() {
    clientIsServed();
    world.channelFails = true;
    service.channelWasShut(now);
    service.channelWasShut(now);
    assertThat(service.isStopping()).isTrue();
    assertThat(world.said).hasSize(3);
  }
}
