package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a daemon or a supervisor ends, its socket stays and the next client is served. */
@OnMachine
class NextClientTest {
  private static final String ENTRIES =
      """
      12003 inet n - n - 1 smtpd one-word-too-many
      12004 inet n - n - 1 late
      12010 inet n - n - 1 single once
      12011 inet n - n - 1 single once
      12012 inet n - n - 1 single once
      12013 inet n - n - 1 single once
      12014 inet n - n - 1 single once
      12015 inet n - n - 1 single once
      """;

  @Prepare
  static void switchOver(Machine machine) {
    TestDaemon.install(machine, "single");
    machine.append("/etc/postfix/master.cf", ENTRIES);
    Postfix postfix = Postfix.on(machine);
    postfix.set("service_throttle_time=3s");
    postfix.toUnits();
    for (int port = 12010; port <= 12015; port++) {
      Supervisor.of(machine, port + "-inet").option("--idle-exit 1");
    }
    postfix.restart();
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

  /** Some clients wait for the end of the supervisor, others come in the very moment. */
  @Test
  void fiftyIdleExitsLoseNoConnectionAndFailNoSocket(Machine machine) {
    String clients =
        """
        await_end() { while systemctl --quiet is-active postfix-$1-inet; do sleep 0.1; done; }
        ask() { nc -N -w 20 127.0.0.1 $1 </dev/null; }
        for port in 12011 12012 12013 12014 12015; do
          for i in {1..10}; do ask $port; await_end $port; done &
        done
        for i in {1..10}; do ask 12010; sleep 1.0$((i - 1)); done &
        wait
        """;

    Result result = machine.run("bash", "-c", clients);

    assertThat(result.lines()).hasSize(60).containsOnly("alone");
    assertThat(machine.journal("-u", "postfix-1201[1-5]-inet.service").lines())
        .filteredOn(line -> line.contains("Deactivated successfully"))
        .hasSizeGreaterThanOrEqualTo(50);
    assertThat(Supervisor.of(machine, "12011-inet").listens()).isTrue();
  }

  @Test
  void aBurstOfConnectionsFailsNoSocket(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "12010-inet");
    Eventually.eventually("an idle exit", () -> !supervisor.isRunning());

    machine
        .run(
            "bash",
            "-c",
            "for i in {1..900}; do exec {fd}<>/dev/tcp/127.0.0.1/12010; exec {fd}>&-; done")
        .ok();

    assertThat(machine.run("nc", "-N", "-w", "20", "127.0.0.1", "12010").text()).isEqualTo("alone");
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

  /** Each start ends with Postfix's own complaint. */
  private static int starts(Supervisor supervisor) {
    return supervisor.journal().split("unexpected command-line argument", -1).length - 1;
  }
}
