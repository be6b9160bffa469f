package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;
import org.masterless.system.ChildExit;

/**
 * One service from event to event, by the rules of master(8). Times are milliseconds; {@code now}
 * starts at 0.
 */
class SupervisionTest {
  private static final long SECOND = 1000;

  private final RecordedActions world = new RecordedActions();
  private Supervision service = new Supervision(SettingsBuilder.service().limit(3).build(), world);
  private long now;

  private void supervise(Settings settings) {
    service = new Supervision(settings, world);
    service.start(now);
    service.tick(now);
  }

  /** A client comes and is served by a new process, which becomes busy with it. */
  private Start clientIsServed() {
    Start start = clientComes();
    report(start, false);
    return start;
  }

  private Start clientComes() {
    int before = world.starts.size();
    service.clientWaits(now);
    assertThat(world.starts).as("processes started").hasSize(before + 1);
    return world.last();
  }

  private void report(Start process, boolean idle) {
    service.reported(process.pid(), process.generation(), idle, now);
  }

  private void exits(Start process, int status) {
    ChildExit exit = new ChildExit();
    exit.setExited(status);
    service.changed(process.pid(), exit, now);
  }

  private void dies(Start process, int signal) {
    ChildExit exit = new ChildExit();
    exit.setKilled(signal);
    service.changed(process.pid(), exit, now);
  }

  private void timePasses(long milliseconds) {
    now += milliseconds;
    service.tick(now);
  }

  // How many

  @Test
  void aNewProcessCountsAsIdleAndNobodyIsAwaitedUntilItIsBusy() {
    Start first = clientComes();
    assertThat(service.isListening()).isFalse();
    assertThat(service.hasAvailable()).isTrue();
    report(first, false);
    assertThat(service.isListening()).isTrue();
    assertThat(service.busy()).isEqualTo(1);
  }

  @Test
  void aServiceThatHasSomebodyFreeStartsNobody() {
    clientComes();
    service.clientWaits(now);
    assertThat(world.starts).hasSize(1);
  }

  @Test
  void neverMoreThanTheLimit() {
    clientIsServed();
    clientIsServed();
    clientIsServed();
    assertThat(service.isListening()).isFalse();
    service.clientWaits(now);
    assertThat(world.starts).hasSize(3);
  }

  @Test
  void aServiceWithLimitOneNeverHasTwoNotEvenOnReload() {
    supervise(SettingsBuilder.service().limit(1).build());
    Start only = clientIsServed();
    service.reload(now);
    service.clientWaits(now);
    assertThat(world.starts).containsExactly(only);
    exits(only, 0);
    clientComes();
    assertThat(service.total()).isEqualTo(1);
  }

  @Test
  void limitZeroIsNoLimit() {
    supervise(SettingsBuilder.service().limit(0).build());
    for (int i = 0; i < 500; i++) {
      clientIsServed();
    }
    assertThat(service.total()).isEqualTo(500);
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void anIdleProcessThatLeavesMakesRoomForTheNext() {
    Start first = clientIsServed();
    report(first, true);
    assertThat(service.isListening()).isFalse();
    exits(first, 0);
    assertThat(service.isListening()).isTrue();
    assertThat(service.total()).isZero();
  }

  @Test
  void eachProcessHasAGenerationOfItsOwnAlsoAfterAFailedFork() {
    assertThat(clientIsServed().generation()).isEqualTo(1);
    world.forkFails = true;
    service.clientWaits(now);
    world.forkFails = false;
    timePasses(60 * SECOND);
    assertThat(clientIsServed().generation()).isEqualTo(3);
  }

  // Reports

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

  // Failures

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

  // Stress

  @Test
  void stressBeginsWithTheProcessThatFillsTheLimitAndRetiresTheOthers() {
    supervise(SettingsBuilder.service().limit(3).withStress());
    assertThat(clientIsServed().stress()).isFalse();
    assertThat(clientIsServed().stress()).isFalse();
    assertThat(world.channels).isZero();
    assertThat(clientIsServed().stress()).isTrue();
    assertThat(world.channels).isEqualTo(1);
  }

  @Test
  void stressLastsAThousandSecondsFromTheLastTimeTheLimitWasTouched() {
    supervise(SettingsBuilder.service().limit(2).withStress());
    Start first = clientIsServed();
    Start second = clientIsServed();
    exits(first, 0);
    timePasses(500 * SECOND);
    assertThat(clientIsServed().stress()).isTrue();
    assertThat(world.channels).as("retired once, when stress began").isEqualTo(1);
    exits(second, 0);
    exits(world.last(), 0);
    timePasses(999_999);
    assertThat(clientIsServed().stress()).isTrue();
    exits(world.last(), 0);
    timePasses(1);
    assertThat(clientIsServed().stress()).isFalse();
  }

  @Test
  void stressIsNotForAServiceOfOneProcess() {
    supervise(SettingsBuilder.service().limit(1).withStress());
    assertThat(clientIsServed().stress()).isFalse();
    assertThat(world.channels).isZero();
  }

  @Test
  void theOptionIsHarmlessWhereNoArgumentCanSayIt() {
    supervise(SettingsBuilder.service().limit(2).with("--stress").build());
    clientIsServed();
    clientIsServed();
    assertThat(world.channels).isZero();
    assertThat(world.said).isEmpty();
  }

  @Test
  void aFullServiceWarnsOnceInAThousandSeconds() {
    supervise(SettingsBuilder.service().limit(2).withStress());
    clientIsServed();
    Start second = clientIsServed();
    assertThat(world.said)
        .hasSize(3)
        .first()
        .isEqualTo(
            "<4> service \"smtp\" has reached its process limit \"2\":"
                + " new clients may experience noticeable delays");
    report(second, true);
    report(second, false);
    assertThat(world.said).hasSize(3);
    timePasses(1000 * SECOND);
    report(second, true);
    report(second, false);
    assertThat(world.said).hasSize(6);
  }

  // Wake-ups

  @Test
  void aServiceWithAWakeUpIsWokenAtStartAndThenPeriodically() {
    supervise(SettingsBuilder.service().with("--wakeup", "60").build());
    assertThat(world.wakes).isEqualTo(1);
    assertThat(service.nextDeadline()).isEqualTo(60 * SECOND);
    timePasses(59_999);
    assertThat(world.wakes).isEqualTo(1);
    timePasses(1);
    assertThat(world.wakes).isEqualTo(2);
  }

  @Test
  void reloadWakesAtOnceAndStartsThePeriodAnew() {
    supervise(SettingsBuilder.service().with("--wakeup", "60").build());
    timePasses(30 * SECOND);
    service.reload(now);
    service.tick(now);
    assertThat(world.wakes).isEqualTo(2);
    assertThat(service.nextDeadline()).isEqualTo(90 * SECOND);
  }

  @Test
  void withAQuestionMarkTheFirstProcessStartsTheTimer() {
    supervise(SettingsBuilder.service().with("--wakeup", "60?").build());
    timePasses(600 * SECOND);
    assertThat(world.wakes).isZero();
    clientIsServed();
    timePasses(0);
    assertThat(world.wakes).isEqualTo(1);
    clientIsServed();
    timePasses(0);
    assertThat(world.wakes).as("the second process doesn't").isEqualTo(1);
    timePasses(60 * SECOND);
    assertThat(world.wakes).isEqualTo(2);
  }

  @Test
  void reloadMakesAQuestionMarkWaitForTheNextUse() {
    supervise(SettingsBuilder.service().with("--wakeup", "60?").build());
    clientIsServed();
    timePasses(0);
    service.reload(now);
    timePasses(600 * SECOND);
    assertThat(world.wakes).isEqualTo(1);
    clientIsServed();
    timePasses(0);
    assertThat(world.wakes).isEqualTo(2);
  }

  @Test
  void aThrottledServiceIsNotWokenButItsTimerGoesOn() {
    supervise(SettingsBuilder.service().with("--wakeup", "20").build());
    exits(clientComes(), 1);
    timePasses(20 * SECOND);
    timePasses(20 * SECOND);
    assertThat(world.wakes).isEqualTo(1);
    timePasses(20 * SECOND);
    assertThat(world.wakes).isEqualTo(2);
  }

  // Reload

  @Test
  void reloadRetiresAllButCountsThemUntilTheyAreGone() {
    Start idle = clientIsServed();
    report(idle, true);
    service.reload(now);
    assertThat(world.channels).isEqualTo(1);
    assertThat(service.hasAvailable()).isFalse();
    assertThat(service.isListening()).isTrue();
    clientIsServed();
    clientIsServed();
    assertThat(service.isListening()).as("three are there, one of them retired").isFalse();
    exits(idle, 0);
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void reloadEndsAThrottle() {
    exits(clientComes(), 1);
    service.reload(now);
    assertThat(service.isThrottled()).isFalse();
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void withoutANewChannelTheDaemonsStayInService() {
    Start first = clientIsServed();
    report(first, true);
    world.channelFails = true;
    service.reload(now);
    assertThat(service.hasAvailable()).isTrue();
    assertThat(world.said).containsExactly("<3> cannot retire processes: Too many open files");
    report(first, false);
    assertThat(service.busy()).isEqualTo(1);
    assertThat(service.isListening()).isTrue();
  }

  // Stop

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

  // Idle exit

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
