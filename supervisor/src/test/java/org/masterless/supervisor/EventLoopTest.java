package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masterless.system.Calls;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Log;
import org.masterless.system.Notifier;
import org.masterless.system.Octets;
import org.masterless.system.Signals;

/** The loop around a service, in simulated time: what it waits for, and in which order it acts. */
class EventLoopTest {
  private static final Environment ENVIRONMENT =
      new Environment(List.of("NOTIFY_SOCKET=@notify", "LANG=C"));

  private final SimulatedKernel kernel = new SimulatedKernel();
  private final SimulatedChannel listener = kernel.pass(3, "listener");

  /** Runs a service until it is over. */
  private void run(SettingsBuilder builder) {
    Settings settings = builder.build();
    Calls calls = kernel.calls();
    Inheritance inheritance = new Inheritance(calls, 1);
    assertThat(inheritance.gather("")).isEmpty();
    int signals = calls.signals().open(Signals.SIGTERM);
    Waker waker = new Waker(settings, calls, Optional.empty(), inheritance.listeners().get(0));
    Log log = Log.of(calls.files(), ENVIRONMENT, "supervise");
    DaemonWords words = new DaemonWords(settings, ENVIRONMENT);
    Actions actions =
        new DaemonActions(calls.processes(), words, inheritance, Isolation.NONE, waker, log);
    HandleLink handle = new HandleLink(calls.files(), calls.sockets(), settings.handle());
    Notifier notifier = new Notifier(calls.files(), calls.sockets(), ENVIRONMENT);
    new EventLoop(
            calls,
            signals,
            new Supervision(settings, actions),
            inheritance,
            waker,
            handle,
            new StatusText(notifier))
        .run();
  }

  private static SettingsBuilder service() {
    return SettingsBuilder.service().limit(5).with("--idle-exit", "10");
  }

  private void client() {
    listener.inbox.add(new byte[1]);
  }

  private void accepted(int pid) {
    listener.inbox.poll();
    kernel.report(pid, pid - 100, false);
  }

  private void stop() {
    kernel.raise(Signals.SIGTERM, 1);
  }

  private List<String> spawns() {
    return kernel.trace.stream().filter(line -> line.startsWith("spawn")).toList();
  }

  @Test
  void anUnusedServiceSleepsUntilItsTimeIsOver() {
    run(service());
    assertThat(kernel.elapsed()).isEqualTo(10_000);
    assertThat(kernel.trace).containsExactly("poll 3 for 10000");
    assertThat(kernel.sockets.notified)
        .containsExactly("READY=1\nSTATUS=0 busy, 0 idle, 5 at most");
  }

  @Test
  void aClientIsAnsweredByOneNewProcess() {
    kernel.at(100, this::client).at(102, () -> accepted(101));
    kernel.at(200, () -> kernel.exit(101, 0));
    run(service());
    assertThat(spawns()).containsExactly("spawn 101");
    assertThat(kernel.elapsed()).isEqualTo(10_200);
  }

  @Test
  void aBurstIsServedOneProcessARoundUpToTheLimit() {
    kernel.at(
        0,
        () -> {
          for (int i = 0; i < 7; i++) {
            client();
          }
        });
    for (int i = 1; i <= 5; i++) {
      int pid = 100 + i;
      kernel.at(i, () -> accepted(pid));
    }
    kernel.at(50, () -> assertThat(spawns()).hasSize(5));
    kernel.at(60, () -> kernel.report(103, 3, true));
    kernel.at(61, () -> accepted(103));
    kernel.at(70, () -> kernel.report(103, 3, true));
    kernel.at(71, () -> accepted(103));
    kernel.at(100, this::stop);
    for (int i = 1; i <= 5; i++) {
      int pid = 100 + i;
      kernel.at(200, () -> kernel.exit(pid, 0));
    }
    run(service());
    assertThat(spawns()).hasSize(5);
    assertThat(listener.inbox).isEmpty();
  }

  @Test
  void reportsAreReadBeforeDeathsSinceADeathIsJudgedByThem() {
    kernel.at(100, this::client);
    kernel.at(
        101,
        () -> {
          accepted(101);
          kernel.report(101, 1, true);
          kernel.exit(101, 1);
        });
    run(service());
    assertThat(kernel.trace).containsSubsequence("read status", "read status", "reap 101");
    assertThat(kernel.standardError())
        .isEqualTo("supervise: process /usr/lib/postfix/sbin/smtpd pid 101 exit status 1\n");
  }

  @Test
  void reportsGatherForAWhileOnlyWhileSomebodyIsFree() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(200, () -> kernel.report(101, 1, true));
    kernel.at(300, () -> kernel.trace.add("checked"));
    kernel.at(300, this::stop);
    kernel.at(301, () -> kernel.exit(101, 0));
    run(service());
    List<String> trace = kernel.trace.subList(0, kernel.trace.indexOf("checked"));
    assertThat(trace)
        .as("after the busy report nobody is free: the next client can't wait")
        .containsSubsequence("spawn 101", "read status", "poll 3 for 4899")
        .filteredOn(line -> line.equals("poll 1 for 3"))
        .as("after the idle report")
        .hasSize(1);
  }

  @Test
  void aSignalEndsTheGathering() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(200, () -> kernel.report(101, 1, true)).at(201, this::stop);
    kernel.at(201, () -> kernel.at(201, () -> assertThat(kernel.elapsed()).isEqualTo(201)));
    kernel.at(202, () -> kernel.exit(101, 0));
    run(service());
    assertThat(kernel.elapsed()).isEqualTo(202);
  }

  @Test
  void drainedDaemonsAreWaitedForWithoutPollingForEver() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(
        200,
        () -> {
          kernel.orphan();
          kernel.exit(101, 0);
        });
    kernel.at(60_000, () -> kernel.exit(4711, 0));
    run(service());
    assertThat(kernel.elapsed()).isEqualTo(70_000);
  }

  @Test
  void systemdThatTakesNoMessageIsTriedAgainAfterAWhile() {
    kernel.sockets.notifyAnswer = -Errno.EAGAIN;
    kernel.at(1200, () -> kernel.sockets.notifyAnswer = 0);
    run(service());
    assertThat(kernel.sockets.notified)
        .first()
        .isEqualTo("READY=1\nSTATUS=0 busy, 0 idle, 5 at most");
    assertThat(kernel.trace).hasSizeLessThan(6);
  }

  @Test
  void aStatusThatNobodyTakesIsNotSentInALoop() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(50, () -> kernel.sockets.notifyAnswer = -Errno.ECONNREFUSED);
    kernel.at(60_000, () -> kernel.exit(101, 0));
    run(service());
    assertThat(kernel.trace).hasSizeLessThan(40);
  }

  @Test
  void reloadRetiresDaemonsAndTellsSystemd() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(200, () -> kernel.raise(Signals.SIGHUP, 1));
    kernel.at(400, () -> kernel.exit(101, 0));
    SimulatedChannel[] old = new SimulatedChannel[1];
    kernel.at(150, () -> old[0] = kernel.statusEnd());
    kernel.at(300, () -> assertThat(old[0].peer.closed).isTrue());
    run(service());
    assertThat(kernel.sockets.notified)
        .contains(
            "RELOADING=1\nMONOTONIC_USEC=1200000\nSTATUS=1 busy, 0 idle, 5 at most",
            "READY=1\nSTATUS=1 busy, 0 idle, 5 at most");
  }

  @Test
  void whenNoNewStatusChannelCanBeHadTheOldOneStays() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(200, () -> kernel.sockets.pairAnswer = -Errno.EMFILE);
    kernel.at(201, () -> kernel.raise(Signals.SIGHUP, 1));
    kernel.at(300, () -> kernel.report(101, 1, true));
    kernel.at(400, () -> assertThat(kernel.statusEnd().peer.closed).isFalse());
    kernel.at(400, () -> kernel.exit(101, 0));
    run(service());
    assertThat(kernel.standardError())
        .isEqualTo("supervise: cannot retire processes: Too many open files\n");
  }

  @Test
  void aPartialReportIsNamedAndDropped() {
    kernel.at(100, this::client).at(101, () -> kernel.sendStatus(new byte[5]));
    kernel.at(700, () -> kernel.exit(101, 0)).at(200, listener.inbox::clear);
    run(service());
    assertThat(kernel.standardError())
        .isEqualTo("supervise: a process sent a partial status update (5 bytes)\n");
  }

  @Test
  void aDaemonThatShutsTheChannelDownKeepsNobodyAwake() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    SimulatedChannel[] shut = new SimulatedChannel[1];
    kernel.at(150, () -> shut[0] = kernel.statusEnd());
    kernel.at(200, () -> shut[0].closed = true);
    kernel.at(300, () -> assertThat(shut[0].peer.closed).as("replaced").isTrue());
    kernel.at(400, () -> kernel.exit(101, 0));
    run(service());
    assertThat(kernel.trace).hasSizeLessThan(20);
  }

  @Test
  void aDaemonThatReportsWithoutEndLetsOthersHaveTheirTurn() {
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(
        200,
        () -> {
          for (int i = 0; i < 5000; i++) {
            kernel.report(101, 1, i % 2 == 0);
          }
        });
    kernel.at(300, () -> kernel.exit(101, 0));
    run(service());
    int longest = 0;
    int reads = 0;
    for (String line : kernel.trace) {
      reads = line.equals("read status") ? reads + 1 : 0;
      longest = Math.max(longest, reads);
    }
    assertThat(longest).as("reports in one go").isEqualTo(1000);
  }

  @Test
  void theStandInCanReloadAndStop() {
    kernel.serve("/run/handle");
    kernel.at(100, () -> order(HandleProtocol.RELOAD));
    kernel.at(200, () -> order(HandleProtocol.STOP)).at(200, () -> order(HandleProtocol.STOP));
    run(service().with("--handle", "/run/handle"));
    assertThat(kernel.elapsed()).isEqualTo(200);
    assertThat(kernel.sockets.notified)
        .filteredOn(text -> text.startsWith("STOPPING=1"))
        .as("however often it is said")
        .hasSize(1);
  }

  private void order(int order) {
    for (SimulatedChannel link : kernel.connections("/run/handle")) {
      link.peer.inbox.add(new byte[] {(byte) order});
    }
  }

  @Test
  void aStandInThatComesBackIsToldAtOnceHowTheServiceIs() {
    kernel.serve("/run/handle");
    kernel.at(100, this::client).at(101, () -> accepted(101));
    kernel.at(20_000, () -> kernel.connections("/run/handle").getLast().closed = true);
    kernel.at(30_000, () -> assertThat(told()).containsExactly("0 0", "1 1", "1 1"));
    kernel.at(30_001, () -> kernel.exit(101, 0));
    run(service().with("--handle", "/run/handle"));
  }

  private List<String> told() {
    return kernel.connections("/run/handle").stream()
        .flatMap(link -> link.inbox.stream())
        .map(Octets::text)
        .toList();
  }

  @Test
  void aStandInThatIsNotThereIsLookedForOnceASecond() {
    run(service().with("--handle", "/run/handle"));
    assertThat(kernel.trace).hasSize(10);
  }

  @Test
  void noDescriptorIsLeftBehind() {
    int[] before = new int[1];
    kernel.at(50, () -> before[0] = kernel.openChannels().size());
    for (int i = 0; i < 20; i++) {
      kernel.at(100 + i * 10, () -> kernel.raise(Signals.SIGHUP, 1));
    }
    kernel.at(1000, () -> assertThat(kernel.openChannels()).hasSize(before[0]));
    run(service());
  }

  @Test
  void aWakeUpIsAConnectionThatEndsWhenTheDaemonHasReadIt() {
    kernel.serve("public/pickup");
    int[] open = new int[2];
    kernel.at(1, () -> open[0] = kernel.openChannels().size());
    kernel.at(500, () -> kernel.connections("public/pickup").getLast().closed = true);
    kernel.at(501, () -> open[1] = kernel.openChannels().size());
    kernel.at(900, this::stop);
    run(service().with("--wakeup", "60", "--endpoint", "public/pickup"));
    assertThat(open[1]).isEqualTo(open[0] - 1);
  }

  @Test
  void aWakeUpThatNobodyReadsIsGivenUpAfterAHundredAndOneSeconds() {
    kernel.serve("public/pickup");
    kernel.at(102_000, () -> assertThat(kernel.openChannels()).doesNotContain("public/pickup"));
    kernel.at(102_001, this::stop);
    run(service().with("--wakeup", "600", "--endpoint", "public/pickup"));
  }
}
