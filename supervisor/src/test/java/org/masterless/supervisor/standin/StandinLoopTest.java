package org.masterless.supervisor.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.supervisor.HandleProtocol;
import org.masterless.supervisor.SimulatedChannel;
import org.masterless.supervisor.SimulatedKernel;
import org.masterless.system.Calls;
import org.masterless.system.Environment;
import org.masterless.system.Log;
import org.masterless.system.Notifier;
import org.masterless.system.Octets;
import org.masterless.system.Signals;

/** The stand-in in simulated time, with the supervisors' ends of its connections in hand. */
class StandinLoopTest {
  private static final int SYSTEMD = 1;
  private static final int SOMEBODY = 4711;
  private static final int MAIL_OWNER = 102;
  private static final String APPLY = "/run/apply";

  private final SimulatedKernel kernel = new SimulatedKernel();

  private int run() {
    Calls calls = kernel.calls();
    Supervisors supervisors = new Supervisors(calls.files(), calls.sockets(), MAIL_OWNER);
    assertThat(supervisors.listen("/run/handle")).isZero();
    Notifier notifier =
        new Notifier(
            calls.files(), calls.sockets(), new Environment(List.of("NOTIFY_SOCKET=@notify")));
    ApplyRequest request =
        ApplyRequest.connect(
            calls.sockets(), Log.of(calls.files(), new Environment(List.of()), "standin"), APPLY);
    return new StandinLoop(calls, supervisors, notifier, request, calls.signals().open()).run();
  }

  private void supervisorConnects() {
    kernel.inboxOf("/run/handle").add(new byte[1]);
  }

  private SimulatedChannel supervisor() {
    return kernel.connections("accepted").getLast();
  }

  private void says(String report) {
    supervisor().peer.inbox.add(Octets.bytes(report));
  }

  private void leaves() {
    supervisor().closed = true;
  }

  @Test
  void aStopOfSystemdsIsAnExitWithStatusZero() {
    kernel.at(100, () -> kernel.raise(Signals.SIGTERM, SYSTEMD));
    assertThat(run()).isZero();
    assertThat(kernel.elapsed()).isEqualTo(100);
    assertThat(kernel.sockets.notified).last().asString().startsWith("STOPPING=1");
  }

  @Test
  void aStopOfSomebodyElsesIsToldByTheExitStatus() {
    kernel.at(100, () -> kernel.raise(Signals.SIGTERM, SOMEBODY));
    assertThat(run()).isEqualTo(143);
  }

  @Test
  void reloadIsPassedOnToAll() {
    kernel.at(10, this::supervisorConnects).at(100, () -> kernel.raise(Signals.SIGHUP, SYSTEMD));
    kernel.at(
        200,
        () ->
            assertThat(supervisor().inbox)
                .containsExactly(new byte[] {(byte) HandleProtocol.RELOAD}));
    kernel.at(300, this::leaves).at(400, () -> kernel.raise(Signals.SIGTERM, SYSTEMD));
    run();
    assertThat(kernel.sockets.notified).contains("RELOADING=1\nMONOTONIC_USEC=1100000", "READY=1");
  }

  @Test
  void whoConnectsRightAfterAReloadHearsOfItToo() {
    kernel.at(100, () -> kernel.raise(Signals.SIGUSR1, 1)).at(900, this::supervisorConnects);
    kernel.at(
        1000,
        () ->
            assertThat(supervisor().inbox)
                .containsExactly(new byte[] {(byte) HandleProtocol.RELOAD}));
    kernel.at(1100, this::leaves).at(1200, this::stop);
    run();
  }

  @Test
  void whoConnectsLongAfterAReloadDoesNot() {
    kernel.at(100, () -> kernel.raise(Signals.SIGUSR1, 1)).at(9000, this::supervisorConnects);
    kernel.at(9100, () -> assertThat(supervisor().inbox).isEmpty());
    kernel.at(9200, this::leaves).at(9300, this::stop);
    run();
  }

  /** Which takes root's rights, as that may open ports. */
  @Test
  void reloadAsksForAnEditToBeAppliedToo() {
    kernel.serve(APPLY);
    kernel.at(100, () -> kernel.raise(Signals.SIGHUP, 1)).at(200, this::stop);
    run();
    assertThat(kernel.connections(APPLY).getFirst().inbox).hasSize(1);
  }

  @Test
  void whoHasAppliedItIsNotAskedAgain() {
    kernel.serve(APPLY);
    kernel.at(10, this::supervisorConnects).at(100, () -> kernel.raise(Signals.SIGUSR1, 1));
    kernel.at(
        200,
        () ->
            assertThat(supervisor().inbox)
                .containsExactly(new byte[] {(byte) HandleProtocol.RELOAD}));
    kernel.at(300, this::leaves).at(400, this::stop);
    run();
    assertThat(kernel.connections(APPLY).getFirst().inbox).isEmpty();
  }

  @Test
  void whoIsReplacedLeavesAllOthersAlone() {
    kernel.at(10, this::supervisorConnects);
    kernel.at(100, () -> kernel.raise(Signals.SIGUSR2, 1)).at(100, this::stop);
    assertThat(run()).isZero();
    assertThat(kernel.elapsed()).isLessThan(1000);
    assertThat(supervisor().inbox).isEmpty();
  }

  @Test
  void withoutAnybodyToAskItSaysWhatToDo() {
    kernel.at(100, () -> kernel.raise(Signals.SIGHUP, 1)).at(200, this::stop);
    run();
    assertThat(kernel.standardError()).contains("Connection refused; \"systemctl reload\" does it");
  }

  private void stop() {
    kernel.raise(Signals.SIGTERM, SYSTEMD);
  }

  @Test
  void stopWaitsUntilTheSupervisorsAreGone() {
    kernel.at(10, this::supervisorConnects).at(100, () -> kernel.raise(Signals.SIGTERM, SYSTEMD));
    kernel.at(1500, this::leaves);
    run();
    assertThat(kernel.elapsed()).isEqualTo(1500);
    assertThat(supervisor().inbox.peek()).containsExactly(HandleProtocol.STOP);
  }

  @Test
  void stopWaitsNoLongerThanPostfixStopDoesAndDoesNotPollForEver() {
    kernel.at(10, this::supervisorConnects).at(50, () -> says("1 2"));
    kernel.at(4000, () -> kernel.raise(Signals.SIGTERM, SOMEBODY));
    run();
    assertThat(kernel.elapsed()).isEqualTo(8500);
  }

  @Test
  void theStatusSumsUpWhatSupervisorsReport() {
    kernel.at(10, this::supervisorConnects).at(20, () -> says("3 5"));
    kernel.at(30, this::supervisorConnects).at(40, () -> says("0 1"));
    for (String nonsense : List.of("", "5", "7 5", "-1 5", "1 2 3", "99999999999 99999999999")) {
      kernel.at(50, () -> says(nonsense.isEmpty() ? " " : nonsense));
    }
    kernel.at(6000, this::leaves).at(12_000, () -> kernel.raise(Signals.SIGTERM, SYSTEMD));
    kernel.at(12_001, () -> kernel.connections("accepted").getFirst().closed = true);
    run();
    assertThat(kernel.sockets.notified)
        .contains(
            "STATUS=2 services running, 3 processes busy, 3 idle",
            "STATUS=1 services running, 3 processes busy, 2 idle");
  }

  @Test
  void onlyRootAndTheMailOwnerAreSupervisors() {
    kernel.at(10, () -> kernel.sockets.peerUid = MAIL_OWNER + 1).at(11, this::supervisorConnects);
    kernel.at(20, () -> assertThat(supervisor().peer.closed).isTrue());
    kernel.at(30, () -> kernel.sockets.peerUid = MAIL_OWNER).at(31, this::supervisorConnects);
    kernel.at(40, () -> assertThat(supervisor().peer.closed).isFalse());
    kernel.at(50, this::leaves).at(60, () -> kernel.raise(Signals.SIGTERM, SYSTEMD));
    run();
    assertThat(kernel.elapsed()).isEqualTo(60);
  }

  @Test
  void aProcessHasOneConnectionTheNewest() {
    kernel.at(10, this::supervisorConnects).at(11, () -> says("1 7"));
    kernel.at(20, () -> kernel.sockets.peerPid--).at(21, this::supervisorConnects);
    kernel.at(22, () -> says("1 2"));
    kernel.at(3000, () -> kernel.raise(Signals.SIGTERM, SYSTEMD)).at(3001, this::leaves);
    run();
    assertThat(kernel.connections("accepted").getFirst().peer.closed).isTrue();
    assertThat(kernel.sockets.notified)
        .contains("STATUS=1 services running, 1 processes busy, 1 idle");
  }

  @Test
  void connectionsThatCannotBeTakenAreNotAskedForInALoop() {
    kernel.sockets.acceptAnswer = -24;
    kernel.at(10, this::supervisorConnects);
    kernel.at(5000, () -> kernel.sockets.acceptAnswer = 0);
    kernel.at(9000, () -> assertThat(supervisor().inbox).isEmpty());
    kernel.at(9001, this::leaves).at(9002, () -> kernel.raise(Signals.SIGTERM, SYSTEMD));
    run();
    assertThat(kernel.trace).hasSizeLessThan(30);
  }
}
