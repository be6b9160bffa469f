package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients at once: nothing is lost, nothing is done twice, and limits hold. */
@OnMachine
class LoadTest {
  private static final String ENTRIES =
      """
      12001 inet n - n - 1 single
      12002 inet n - n - 3 smtpd
      """;

  @Prepare
  static void switchOver(Machine machine) {
    TestDaemon.install(machine, "single");
    machine.append("/etc/postfix/master.cf", ENTRIES);
    Postfix postfix = Postfix.on(machine);
    postfix.set("home_mailbox=Maildir/");
    postfix.toUnits();
  }

  @AfterEach
  void noUnitFailed(Machine machine) {
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @Test
  void everyMessageOfEightClientsIsDeliveredAndNoneTwice(Machine machine) {
    machine.addUser("many");

    machine.run(source("many", 400)).ok();

    assertThat(deliveredTo(machine, "many")).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void reloadUnderLoadRefusesNoConnectionAndLosesNothing(Machine machine) {
    machine.addUser("steady");
    int reloads = 0;
    try (Session clients = machine.start(source("steady", 2000))) {
      while (clients.running()) {
        Postfix.on(machine).reload();
        reloads++;
        machine.run("sleep", "0.5").ok();
      }
      assertThat(clients.exit()).as(clients.errors()).isZero();
    }

    assertThat(reloads).isGreaterThan(3);
    assertThat(deliveredTo(machine, "steady")).hasSize(2000).doesNotHaveDuplicates();
  }

  @Test
  void noMoreProcessesThanTheLimitServeAndWhoWaitsIsServedNext(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "smtp-inet");
    try (Session clients = machine.start("bash", "-c", clients(110, 100))) {
      assertThat(clients.readLine()).contains("100 greeted");
      assertThat(supervisor.daemons()).hasSize(100);
      Eventually.await(
          "a true status", supervisor::status, "100 busy, 0 idle, 100 at most"::equals);

      clients.send("now the others\n");

      assertThat(clients.readLine()).contains("10 greeted");
    }
  }

  @Test
  void theProcessThatFillsTheLimitIsToldOfStress(Machine machine) {
    try (SmtpClient one = SmtpClient.connect(machine, "127.0.0.1", 12002);
        SmtpClient two = SmtpClient.connect(machine, "127.0.0.1", 12002)) {
      assertThat(stress(machine)).containsExactly("stress=", "stress=");
      try (SmtpClient three = SmtpClient.connect(machine, "127.0.0.1", 12002)) {
        assertThat(stress(machine)).containsExactlyInAnyOrder("stress=", "stress=", "stress=yes");
        three.quit().is(221);
      }
      one.quit().is(221);
      two.quit().is(221);
    }
  }

  /** Not even while one is told to go, or killed, and the next client already waits. */
  @Test
  void aServiceOfOneProcessNeverHasTwo(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "12001-inet");
    machine.run("nc", "-N", "127.0.0.1", "12001").ok();
    List<String> answers;
    try (Session clients = machine.start("bash", "-c", hammer(12001))) {
      while (clients.running()) {
        supervisor.kill("HUP");
      }
      answers = clients.rest();
    }

    assertThat(answers).hasSize(400).containsOnly("alone");
    assertThat(machine.journal()).doesNotContain("is in company");
  }

  private static List<String> stress(Machine machine) {
    return Supervisor.of(machine, "12002-inet").daemons().stream()
        .map(args -> args.replaceAll(".* -o (stress=[a-z]*).*", "$1"))
        .sorted()
        .toList();
  }

  private static String[] source(String user, int messages) {
    return "smtp-source -s 8 -m %d -f carol@example.com -t %s@example.test 127.0.0.1:25"
        .formatted(messages, user)
        .split(" ", -1);
  }

  /**
   * The ids of a user's messages; smtp-source gives each its own. A new qmgr leaves what its
   * predecessor had in delivery for its next look at the queue, under master too.
   */
  private static List<String> deliveredTo(Machine machine, String user) {
    Postfix postfix = Postfix.on(machine);
    Eventually.eventually(
        "an empty queue",
        () -> {
          machine.run("postqueue", "-f").ok();
          return postfix.queue().isEmpty();
        });
    return machine.sh("grep -hi '^message-id:' ~" + user + "/Maildir/new/*").lines();
  }

  /** Opens connections, and leaves the first of them when told to go on with the others. */
  private static String clients(int all, int first) {
    return """
    greeted() {
      n=0
      for fd; do read -r -t 60 line <&"$fd"; [[ $line == 220* ]] && n=$((n+1)); done
      echo "$n greeted"
    }
    for ((i = 0; i < %1$d; i++)); do exec {fd}<>/dev/tcp/127.0.0.1/25; fds+=("$fd"); done
    greeted "${fds[@]:0:%2$d}"
    read -r
    for fd in "${fds[@]:0:%2$d}"; do exec {fd}>&-; done
    greeted "${fds[@]:%2$d}"
    """
        .formatted(all, first);
  }

  private static String hammer(int port) {
    return """
    for c in {1..8}; do
      for i in {1..50}; do nc -N -w 20 127.0.0.1 %d </dev/null; done &
    done
    wait
    """
        .formatted(port);
  }
}
