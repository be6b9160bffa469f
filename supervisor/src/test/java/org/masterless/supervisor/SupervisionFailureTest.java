package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;
import org.masterless.system.ChildExit;
import org.masterless.system.Processes;

/** Daemons that end otherwise than they should, and for how long a service pauses then. */
class SupervisionFailureTest extends SupervisedService {
  @Test
  void aProcessThatFailsAtStartThrottlesTheService() {
    exits(clientComes(), 1);
    assertThat(world.said)
        .containsExactly(
            "<4> process /usr/lib/postfix/sbin/smtpd pid 101 exit status 1",
            "<4> /usr/lib/postfix/sbin/smtpd: bad command startup -- throttling");
    timePasses(59_999);
    assertThat(service.isListening()).isFalse();
    assertThat(service.nextDeadline()).isEqualTo(60 * SECOND);
    timePasses(1);
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void aProgramThatMayNotBeExecutedAnyMoreIsTriedInANewSandbox() {
    exits(clientComes(), Processes.MAY_NOT_EXECUTE);
    assertThat(service.isThrottled()).as("too soon").isTrue();
    timePasses(60 * SECOND);
    exits(clientComes(), Processes.MAY_NOT_EXECUTE);
    assertThat(world.said).last().asString().endsWith("starting anew in a new sandbox");
    assertThat(service.isOutdated()).isTrue();
    assertThat(service.isFinished(now)).isTrue();
  }

  @Test
  void aCrashInTheFirstClientCountsAsAFailureAtStart() {
    dies(clientIsServed(), 11);
    assertThat(world.said)
        .containsExactly(
            "<4> process /usr/lib/postfix/sbin/smtpd pid 101 killed by signal 11",
            "<4> /usr/lib/postfix/sbin/smtpd: bad command startup -- throttling");
    assertThat(service.isThrottled()).isTrue();
  }

  @Test
  void oneThatFailsAfterAClientCostsAShortPauseOnly() {
    for (int i = 0; i < 4; i++) {
      Start process = clientIsServed();
      report(process, true);
      exits(process, 1);
      assertThat(service.nextDeadline() - now).as("forgiven by the client between").isEqualTo(100);
      timePasses(100);
    }
    assertThat(world.said).noneMatch(line -> line.contains("throttling"));
  }

  @Test
  void failuresInARowDoubleThePauseUpToTheThrottleTime() {
    Start[] served = new Start[3];
    for (int i = 0; i < 3; i++) {
      served[i] = clientIsServed();
    }
    for (Start process : served) {
      report(process, true);
    }
    exits(served[0], 1);
    assertThat(service.nextDeadline()).isEqualTo(100);
    timePasses(100);
    exits(served[1], 1);
    assertThat(service.nextDeadline()).isEqualTo(300);
    timePasses(200);
    exits(served[2], 1);
    assertThat(service.nextDeadline()).isEqualTo(700);
  }

  @Test
  void oneThatFailsAtStartDuringAShortPauseStillThrottlesFully() {
    Start old = clientIsServed();
    report(old, true);
    report(old, false);
    Start young = clientIsServed();
    exits(old, 1);
    exits(young, 1);
    assertThat(world.said).last().asString().endsWith("bad command startup -- throttling");
    assertThat(service.nextDeadline()).isEqualTo(60 * SECOND);
  }

  @Test
  void failuresWhileThrottledDoNotProlongIt() {
    Start first = clientIsServed();
    Start second = clientIsServed();
    exits(first, 1);
    timePasses(30 * SECOND);
    exits(second, 1);
    assertThat(service.nextDeadline()).isEqualTo(60 * SECOND);
    assertThat(world.said).filteredOn(line -> line.endsWith("throttling")).hasSize(1);
  }

  @Test
  void whileThrottledTheOthersGoOn() {
    Start healthy = clientIsServed();
    report(healthy, true);
    report(healthy, false);
    exits(clientIsServed(), 1);
    report(healthy, true);
    assertThat(service.hasAvailable()).isTrue();
    assertThat(service.total()).isEqualTo(1);
  }

  @Test
  void aForkThatFailsThrottles() {
    world.forkFails = true;
    service.clientWaits(now);
    assertThat(world.said)
        .containsExactly(
            "<4> cannot start a process: Resource temporarily unavailable -- throttling");
    assertThat(service.isListening()).isFalse();
  }

  @Test
  void aStoppedProcessIsNamedAndKept() {
    Start first = clientIsServed();
    service.changed(first.pid(), stopped(19), now);
    assertThat(world.said)
        .containsExactly("<4> process /usr/lib/postfix/sbin/smtpd pid 101 stopped by signal 19");
    assertThat(service.total()).isEqualTo(1);
  }

  @Test
  void processesThatLeaveAtOnceWithoutAClientAreNotStartedInALoop() {
    for (long pause : new long[] {100, 200, 400}) {
      exits(clientComes(), 0);
      assertThat(service.nextDeadline() - now).isEqualTo(pause);
      timePasses(pause);
    }
    assertThat(world.said)
        .contains("<4> process /usr/lib/postfix/sbin/smtpd pid 101 exited without serving anybody");
    assertThat(world.channels).as("as they may see an end of it").isEqualTo(3);
  }

  @Test
  void whoLeavesAfterAWhileOrHasServedOrWasToldToGoIsNotPausedFor() {
    Start patient = clientComes();
    timePasses(500);
    exits(patient, 0);
    exits(clientIsServed(), 0);
    Start retired = clientComes();
    service.reload(now);
    exits(retired, 0);
    assertThat(service.isThrottled()).isFalse();
    assertThat(world.said).isEmpty();
  }

  private static ChildExit stopped(int signal) {
    ChildExit exit = new ChildExit();
    exit.setStopped(signal);
    return exit;
  }

  @Test
  void aProcessThatExitsInOrderSaysNothing() {
    Start first = clientIsServed();
    exits(first, 0);
    assertThat(world.said).isEmpty();
    assertThat(service.isThrottled()).isFalse();
  }
}
