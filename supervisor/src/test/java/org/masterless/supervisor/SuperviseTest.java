package org.masterless.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The native {@code supervise}, under an activation like systemd's. */
@Timeout(60)
class SuperviseTest extends Activated {
  @Test
  void aDaemonInheritsWhatMasterWouldGiveIt() throws Exception {
    activate("--import", "MAIL_CONFIG MAIL_LOGTAG LANG TZ=UTC", "--argv0", "sub/daemon");
    String pid = ask("pid");
    assertThat(lines("dump." + pid))
        .containsExactly(
            "argv sub/daemon",
            "argv " + folder,
            "argv -o",
            "argv stress=",
            "argv a = b  c",
            "argv ",
            "argv $x % \" '",
            "env MAIL_CONFIG=/etc/postfix",
            "env LANG=C",
            "env TZ=UTC",
            "env GENERATION=1",
            "fd 0 /dev/null rw",
            "fd 1 /dev/null rw",
            "fd 2 /dev/null rw",
            "fd 3 pipe r nonblock",
            "fd 4 pipe w nonblock",
            "fd 5 stream rw",
            "fd 6 listener rw nonblock",
            "fd 7 listener rw nonblock",
            "ignored 13",
            "cwd " + folder,
            "umask 077");
  }

  @Test
  void theFlowFifoIsBothEndsOfTheFlowPipe() throws Exception {
    Path flow = folder.resolve("flow");
    new ProcessBuilder("mkfifo", flow.toString()).start().waitFor();
    activate("--flow", flow.toString());
    assertThat(lines("dump." + ask("pid")))
        .contains("fd 3 pipe rw nonblock", "fd 4 pipe rw nonblock");
  }

  /**
   * Each comes when the daemon has told that it is free again; else another is started, rightly.
   */
  @Test
  void oneDaemonServesOneClientAfterAnother() throws Exception {
    activate("--process-limit", "5");
    String first = ask("pid");
    for (int i = 0; i < 50; i++) {
      Thread.sleep(50);
      assertThat(ask("pid")).isEqualTo(first);
    }
    assertThat(lines("daemons")).hasSize(1);
  }

  @Test
  void clientsBeyondTheLimitWait() throws Exception {
    activate("--process-limit", "2");
    SocketChannel first = connect("hold");
    SocketChannel second = connect("hold");
    String freed = answer(first);
    assertThat(answer(second)).isNotEqualTo(freed);
    SocketChannel third = connect("pid");
    Thread.sleep(300);
    assertThat(lines("daemons")).as("processes started").hasSize(2);
    first.close();
    assertThat(answer(third)).isEqualTo(freed);
  }

  @Test
  void aServiceWithLimitOneNeverHasTwoWhateverHappens() throws Exception {
    activate("--process-limit", "1");
    SocketChannel held = connect("hold");
    String old = answer(held);
    signal("HUP");
    SocketChannel next = connect("pid");
    Thread.sleep(300);
    assertThat(lines("daemons")).containsExactly(old);
    held.close();
    assertThat(answer(next)).isNotEmpty().isNotEqualTo(old);
    assertThat(isAlive(old)).isFalse();
  }

  @Test
  void aBurstIsServedByAsManyAsThereMayBe() throws Exception {
    activate("--process-limit", "20");
    List<SocketChannel> burst = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      burst.add(connect(i < 20 ? "hold" : "pid"));
    }
    await("twenty processes", () -> lines("daemons").size() == 20);
    for (SocketChannel client : burst) {
      assertThat(answer(client)).isNotEmpty();
      client.close();
    }
    assertThat(lines("daemons")).hasSize(20);
  }

  @Test
  void reloadLetsAClientFinishAndIdleDaemonsGo() throws Exception {
    activate();
    SocketChannel held = connect("hold");
    String busy = answer(held);
    String idle = ask("pid");
    signal("HUP");
    await("the idle one to go", () -> !isAlive(idle));
    assertThat(ask("pid")).isNotEqualTo(busy).isNotEqualTo(idle);
    assertThat(isAlive(busy)).isTrue();
    held.close();
    await("the busy one to go", () -> !isAlive(busy));
    assertThat(notified()).contains("RELOADING=1|MONOTONIC_USEC=");
  }

  @Test
  void stopLetsClientsFinishForAWhileAndThenLeavesThemToSystemd() throws Exception {
    activate("--grace", "1");
    SocketChannel late = connect("hold");
    SocketChannel early = connect("hold");
    String first = answer(late);
    answer(early);
    signal("TERM");
    await("the news", () -> notified().contains("STOPPING=1|STATUS=Stopping: 2 busy, 0 idle"));
    early.close();
    Thread.sleep(300);
    assertThat(isAlive(first)).isTrue();
    await("the end", () -> lines("ended").size() == 1);
    assertThat(lines("ended")).containsExactly("0");
    assertThat(isAlive(first)).isTrue();
    assertThat(lines("errors")).isEmpty();
    late.close();
    await("the late one to go", () -> !isAlive(first));
  }

  @Test
  void aDaemonThatShutsTheStatusChannelDownHarmsOnlyItself() throws Exception {
    activate();
    for (String order : List.of("shut", "shut read")) {
      String guilty = ask(order);
      await("its end", () -> !isAlive(guilty));
      // The first to come may still find the channel shut when its client is served.
      await("one that stays", () -> ask("pid").equals(ask("pid")));
    }
    assertThat(lines("daemons")).hasSizeLessThan(8);
    assertThat(lines("started")).hasSize(1);
  }

  @Test
  void wakeUpsComeAtStartAndPeriodically() throws Exception {
    activateAtOnce("--wakeup", "1", "--endpoint", "sock");
    await("the third wake-up", () -> lines("woken").size() == 3);
    assertThat(lines("daemons")).hasSize(1);
  }

  @Test
  void aDaemonThatFailsAtStartIsTriedOncePerThrottleTime() throws Exception {
    Files.createFile(folder.resolve("fail"));
    activate("--throttle", "1");
    SocketChannel client = connect("pid");
    await("the third try", () -> lines("daemons").size() == 3);
    Files.delete(folder.resolve("fail"));
    assertThat(answer(client)).isNotEmpty();
    assertThat(lines("daemons")).hasSize(4);
    assertThat(lines("errors"))
        .contains("supervise: " + built.resolve("daemon") + ": bad command startup -- throttling");
    assertThat(lines("started")).hasSize(1);
  }

  @Test
  void aProgramThatIsNotThereIsNamedAndThrottled() throws Exception {
    Files.move(built.resolve("daemon"), built.resolve("away"));
    try {
      activate();
      connect("pid");
      await("the complaint", () -> lines("errors").size() == 3);
      assertThat(lines("errors").get(0))
          .isEqualTo(
              "supervise: cannot execute "
                  + built.resolve("daemon")
                  + ": No such file or directory");
    } finally {
      Files.move(built.resolve("away"), built.resolve("daemon"));
    }
  }

  @Test
  void noConnectionIsLostBetweenIdleExitAndTheNextStart() throws Exception {
    Files.createFile(folder.resolve("once"));
    activate("--idle-exit", "1");
    for (int i = 0; i < 6; i++) {
      assertThat(ask("pid")).isNotEmpty();
      Thread.sleep(980 + 10 * i);
    }
    assertThat(ask("pid")).isNotEmpty();
    await("an idle exit", () -> !lines("ended").isEmpty());
    assertThat(lines("ended")).containsOnly("0");
  }

  @Test
  void stressIsToldToTheProcessThatFillsTheLimit() throws Exception {
    activate("--process-limit", "2", "--stress");
    assertThat(lines("dump." + answer(connect("hold")))).contains("argv stress=");
    assertThat(lines("dump." + answer(connect("hold")))).contains("argv stress=yes");
    await(
        "the warning",
        () ->
            lines("errors")
                .contains(
                    "supervise: service \"test\" has reached its process limit \"2\":"
                        + " new clients may experience noticeable delays"));
  }

  @Test
  void aThousandProcessesLeaveNoDescriptorAndNoMemoryBehind() throws Exception {
    Files.createFile(folder.resolve("once"));
    activate();
    ask("pid");
    Path descriptors = Path.of("/proc", supervisor(), "fd");
    long before = count(descriptors);
    for (int i = 0; i < 1000; i++) {
      ask("pid");
      if (i % 100 == 0) {
        signal("HUP");
      }
    }
    assertThat(lines("daemons")).hasSizeGreaterThanOrEqualTo(1001);
    await("no descriptor left behind", () -> count(descriptors) == before);
    assertThat(lines("started")).hasSize(1);
  }

  private static long count(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.count();
    }
  }

  @Test
  void anIdleServiceUsesNoProcessorTime() throws Exception {
    activate("--wakeup", "600", "--endpoint", "sock", "--handle", "/nonexistent/handle");
    SocketChannel held = connect("hold");
    answer(held);
    Thread.sleep(200);
    long before = switches();
    Thread.sleep(2000);
    assertThat(switches() - before).as("wake-ups in two seconds").isLessThan(10);
  }

  /** By whatever this kernel has for it. */
  @Test
  void anIsolatedDaemonReachesNoOtherProcess() throws Exception {
    activate("--isolate");
    triesToReachOthers();
  }

  @Test
  void anIsolatedDaemonReachesNoOtherProcessOnAKernelWithoutLandlockEither() throws Exception {
    activate(List.of("-l"), "--isolate");
    triesToReachOthers();
  }

  private void triesToReachOthers() throws Exception {
    String sibling = answer(connect("hold"));
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      for (String victim : List.of(stranger.pid() + "", supervisor(), sibling)) {
        assertThat(ask("limit " + victim)).isNotEmpty().isNotEqualTo(sibling);
        assertThat(openFiles(victim)).isNotEqualTo("9");
        assertThat(ask("signal " + victim)).isNotEmpty().isNotEqualTo(sibling);
        Thread.sleep(100);
        assertThat(isAlive(victim)).isTrue();
      }
      assertThat(lines("started")).hasSize(1);
      assertThat(lines("errors")).isEmpty();
    } finally {
      stranger.destroyForcibly();
    }
  }

  /** So that what an isolated daemon is kept from isn't just something that never works. */
  @Test
  void aDaemonThatIsNotIsolatedReachesThemAll() throws Exception {
    activate();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      String victim = Long.toString(stranger.pid());
      ask("limit " + victim);
      assertThat(openFiles(victim)).isEqualTo("9");
      ask("signal " + victim);
      await("its death", () -> !stranger.isAlive());
    } finally {
      stranger.destroyForcibly();
    }
  }

  private static String openFiles(String pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", pid, "limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.replaceAll("\\D+(\\d+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutSocketsItSaysHowItIsStarted() throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(), "--service", "x", "--type", "unix", "--", "/bin/true")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), ISO_8859_1))
        .isEqualTo(
            "supervise: no listening socket: to be started by systemd, with the service's socket"
                + " unit\n");
    assertThat(process.waitFor()).isEqualTo(64);
  }
}
