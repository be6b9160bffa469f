package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/** However a daemon or a supervisor ends, its socket stays and the next client is served. */
@OnMachine
@Tag("soak")
class NextClientTest {
  private static final String ENTRIES =
      """
      12003 inet n - n - 1 smtpd one-word-too-many
      12004 inet n - n - 1 late
      12010 inet n - n - 1 single once
      12011 inet n - n - 1 single once
      12012 inet n - n - 1 single once
      """;

  private static final int IDLE_EXITS = Soak.size(50, 500);

  /** Of nine moments each. */
  private static final int AT_EXITS = Soak.size(4, 56);

  /** Comes back when the supervisor is gone; tells what it was answered, and by which start. */
  private static final String AFTER_EACH_EXIT =
      """
      for ((i = 0; i < %d; i++)); do
        nc -N -w 20 127.0.0.1 12011 </dev/null
        systemctl show -P InvocationID postfix-12011-inet.service
        while systemctl --quiet is-active postfix-12011-inet.service; do sleep 0.05; done
      done
      """
          .formatted(IDLE_EXITS);

  /** Comes back when the supervisor is about to go. */
  private static final String AT_EACH_EXIT =
      """
      for ((i = 0; i < %d; i++)); do
        for moment in 1.0{0..8}; do nc -N -w 20 127.0.0.1 12010 </dev/null; sleep "$moment"; done
      done
      """
          .formatted(AT_EXITS);

  /** They take a minute or more; so they are there from the start, while the other tests run. */
  private static final Map<Release, Clients> CLIENTS = new EnumMap<>(Release.class);

  private record Clients(Session afterEachExit, Session atEachExit) {}

  @Prepare
  static void switchOver(Machine machine) {
    TestDaemon.install(machine, "single");
    machine.append("/etc/postfix/master.cf", ENTRIES);
    Postfix postfix = Postfix.on(machine);
    postfix.set("service_throttle_time=3s");
    postfix.toUnits();
    for (int port = 12010; port <= 12012; port++) {
      Supervisor.of(machine, port + "-inet").option("--idle-exit 1");
    }
    postfix.restart();
    Session afterEachExit = machine.start("bash", "-c", AFTER_EACH_EXIT);
    CLIENTS.put(
        machine.release(), new Clients(afterEachExit, machine.start("bash", "-c", AT_EACH_EXIT)));
  }

  @AfterEach
  void noUnitFailed(Machine machine) {
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @Test
  void aDaemonThatFailsAtStartIsThrottledAndTheJournalSaysSo(Machine machine) {
    machine.sh("for i in 1 2 3 4 5 6 7; do nc -w 1 127.0.0.1 12003 </dev/null; sleep 1; done");

    Supervisor supervisor = Supervisor.of(machine, "12003-inet");
    assertThat(supervisor.journal())
        .contains("exit status 1", "smtpd: bad command startup -- throttling");
    assertThat(starts(supervisor)).isBetween(2, 4);
    assertThat(supervisor.isRunning()).isTrue();
    assertThat(supervisor.listens()).isTrue();
  }

  @Test
  void whoWaitsForADaemonThatFailedIsServedOnceItWorks(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "12004-inet");
    try (Session client = machine.start("nc", "127.0.0.1", "12004")) {
      Eventually.eventually("throttling", () -> supervisor.journal().contains("throttling"));
      Eventually.await("a true status", supervisor::status, text -> text.startsWith("Throttled"));

      machine.sh("cd /usr/lib/postfix/sbin && cp single late").ok();

      assertThat(client.readLine(Duration.ofSeconds(10))).contains("alone");
    }
  }

  @Test
  void idleExitsInARowLoseNoConnectionAndFailNoSocket(Machine machine) {
    List<String> lines = clients(machine).afterEachExit().rest();

    Supervisor supervisor = Supervisor.of(machine, "12011-inet");
    assertThat(lines).filteredOn("alone"::equals).hasSize(IDLE_EXITS);
    assertThat(lines)
        .filteredOn(line -> line.matches("[0-9a-f]{32}"))
        .as("starts")
        .hasSize(IDLE_EXITS)
        .doesNotHaveDuplicates();
    assertThat(exits(supervisor)).isEqualTo(IDLE_EXITS);
    assertThat(supervisor.socketState())
        .containsExactlyInAnyOrder("active", "listening", "success");
    Soak.report(
        "idle exits in a row, each followed by a first connection, " + machine.release(),
        IDLE_EXITS + " exits",
        "each connection answered, by a process of its own start");
  }

  @Test
  void whoComesInTheMomentOfAnIdleExitIsServed(Machine machine) {
    assertThat(clients(machine).atEachExit().rest()).hasSize(9 * AT_EXITS).containsOnly("alone");
    Supervisor supervisor = Supervisor.of(machine, "12010-inet");
    assertThat(supervisor.listens()).isTrue();
    Soak.report(
        "connections within 80 ms of an idle exit, " + machine.release(),
        9 * AT_EXITS + " connections, " + exits(supervisor) + " exits",
        "each answered");
  }

  private static long exits(Supervisor supervisor) {
    return supervisor
        .journal()
        .lines()
        .filter(line -> line.contains("Deactivated successfully"))
        .count();
  }

  @Test
  void aBurstOfConnectionsFailsNoSocket(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "12012-inet");
    Eventually.eventually("an idle exit", () -> !supervisor.isRunning());

    machine
        .run(
            "bash",
            "-c",
            "for i in {1..900}; do exec {fd}<>/dev/tcp/127.0.0.1/12012; exec {fd}>&-; done")
        .ok();

    assertThat(machine.run("nc", "-N", "-w", "20", "127.0.0.1", "12012").text()).isEqualTo("alone");
    assertThat(supervisor.listens()).isTrue();
  }

  @Test
  void theNextClientOfAKilledSupervisorIsServed(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "smtp-inet");
    try (SmtpClient busy = SmtpClient.connect(machine)) {
      supervisor.kill("KILL");

      Postfix.on(machine).smtp("carol@example.com", "root@example.test", "after the kill");

      assertThat(supervisor.journal()).contains("code=killed");
      assertThat(busy).isNotNull();
    }
  }

  private static Clients clients(Machine machine) {
    return Objects.requireNonNull(CLIENTS.get(machine.release()), "no clients");
  }

  /** Each start ends with Postfix's own complaint. */
  private static int starts(Supervisor supervisor) {
    return supervisor.journal().split("unexpected command-line argument", -1).length - 1;
  }
}
