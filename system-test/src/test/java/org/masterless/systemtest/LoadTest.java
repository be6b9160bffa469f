package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.masterless.systemtest.ProcessSampler.Sight;

/** Many clients at once: nothing is lost, nothing is done twice, and limits hold. */
@OnMachine
class LoadTest {
  private static final String ENTRIES =
      """
      12001 inet n - n - 1 single
      12002 inet n - n - 3 smtpd
      12003 inet n - n - - smtpd
      12004 inet n - n - - smtpd -o smtpd_client_event_limit_exceptions=
      """;

  /** Of those that Debian's master.cf limits to one process; anvil is by port 12004. */
  private static final List<String> NEEDED_BY_MAIL =
      List.of("anvil-unix", "pickup-unix", "qmgr-unix");

  @Prepare
  static void switchOver(Machine machine) {
    TestDaemon.install(machine, "single");
    machine.append("/etc/postfix/master.cf", ENTRIES);
    Postfix postfix = Postfix.on(machine);
    postfix.set("home_mailbox=Maildir/", "service_throttle_time=1s");
    postfix.toUnits();
  }

  @AfterEach
  void noUnitFailed(Machine machine) {
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @Test
  void everyMessageOfEightClientsIsDeliveredAndNoneTwice(Machine machine) {
    machine.addUser("many");

    machine.run(source("many", 400, 25)).ok();

    assertThat(deliveredTo(machine, "many")).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void reloadUnderLoadRefusesNoConnectionAndLosesNothing(Machine machine) {
    machine.addUser("steady");
    int reloads = 0;
    try (Session clients = machine.start(source("steady", 2000, 25))) {
      while (clients.running()) {
        Postfix.on(machine).reload();
        reloads++;
        machine.run("sleep", "0.5").ok();
      }
      assertThat(clients.exit()).as(clients.errors()).isZero();
    }

    assertThat(reloads).isGreaterThan(3);
    // Under master too, a new qmgr hands out again what no agent has locked yet.
    assertThat(new HashSet<>(deliveredTo(machine, "steady"))).hasSize(2000);
  }

  @Test
  void noMoreProcessesThanTheLimitServeAndWhoWaitsIsServedNext(Machine machine) {
    Supervisor supervisor = Supervisor.of(machine, "12003-inet");
    try (Session clients = machine.start("bash", "-c", clients(12003, 110, 100))) {
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

  /** Nor when all of them are killed, again and again, and mail keeps coming. */
  @Test
  void noServiceThatMayHaveOneProcessHasTwoWhileMailFlows(Machine machine) {
    machine.addUser("only");
    Map<String, Sight> seen;
    try (ProcessSampler sampler = ProcessSampler.start(machine)) {
      for (int round = 1; round <= 8; round++) {
        try (Session clients = machine.start(source("only", 50, 12004))) {
          NEEDED_BY_MAIL.forEach(service -> Supervisor.of(machine, service).killDaemons());
          Postfix.on(machine).sendmail("carol@example.com", "only", "round " + round);
          assertThat(clients.exit()).as(clients.errors()).isZero();
        }
      }
      seen = sampler.end();
    }

    for (String service : limitedToOne(machine)) {
      assertThat(sight(seen, service).most()).as(service).isLessThanOrEqualTo(1);
    }
    for (String service : NEEDED_BY_MAIL) {
      assertThat(sight(seen, service).samples()).as("samples of " + service).isGreaterThan(100);
      assertThat(sight(seen, service).processes()).as("ends of " + service).isGreaterThan(3);
    }
    assertThat(sight(seen, "12004-inet").most()).as("what has no such limit").isGreaterThan(1);
    assertThat(new HashSet<>(deliveredTo(machine, "only"))).hasSize(408);
  }

  private static List<String> limitedToOne(Machine machine) {
    List<String> services =
        machine.run("postconf", "-F", "*/*/process_limit").ok().lines().stream()
            .filter(line -> line.endsWith("/process_limit = 1"))
            .map(line -> line.replaceFirst("/([a-z-]*)/process_limit.*", "-$1"))
            .toList();
    assertThat(services).containsAll(NEEDED_BY_MAIL);
    return services;
  }

  private static Sight sight(Map<String, Sight> seen, String service) {
    return seen.getOrDefault("postfix-" + service + ".service", Sight.NONE);
  }

  private static List<String> stress(Machine machine) {
    return Supervisor.of(machine, "12002-inet").daemons().stream()
        .map(args -> args.replaceAll(".* -o (stress=[a-z]*).*", "$1"))
        .sorted()
        .toList();
  }

  private static String[] source(String user, int messages, int port) {
    return "smtp-source -s 8 -m %d -f carol@example.com -t %s@example.test 127.0.0.1:%d"
        .formatted(messages, user, port)
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
  private static String clients(int port, int all, int first) {
    return """
    greeted() {
      n=0
      for fd; do read -r -t 60 line <&"$fd"; [[ $line == 220* ]] && n=$((n+1)); done
      echo "$n greeted"
    }
    for ((i = 0; i < %2$d; i++)); do exec {fd}<>/dev/tcp/127.0.0.1/%1$d; fds+=("$fd"); done
    greeted "${fds[@]:0:%3$d}"
    read -r
    for fd in "${fds[@]:0:%3$d}"; do exec {fd}>&-; done
    greeted "${fds[@]:%3$d}"
    """
        .formatted(port, all, first);
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
