package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/** Every message that was acknowledged is delivered, whatever is killed or fails meanwhile. */
@OnMachine
@Tag("soak")
class UnderFireTest {
  private static final int CLIENTS = 8;

  /** Each of these daemons, supervisors and the stand-in alike, with pauses that let mail pass. */
  private static final String KILLER =
      """
      touch /run/killer
      while [ -e /run/killer ]; do
        victims=($(pgrep -x 'smtpd|cleanup|qmgr|local|pickup|trivial-rewrite|supervise|standin'))
        [ ${#victims[@]} -gt 0 ] || { sleep 0.1; continue; }
        victim=${victims[RANDOM %% ${#victims[@]}]}
        if [ $((RANDOM %% 50)) = 0 ]; then kill -9 "${victims[@]}"; else kill -9 $victim; fi
        kills=$((kills + 1))
        sleep %s
      done 2>/dev/null
      echo $kills
      """
          .formatted(Soak.isFull() ? "$((RANDOM % 3)).5" : "$((RANDOM % 2)).$((RANDOM % 5 + 4))");

  /** Of the ids: no two messages of any test have the same. */
  private static final AtomicInteger NEXT = new AtomicInteger();

  @Prepare
  static void switchOver(Machine machine) {
    machine.writeResource("/root/sender.bash", "sender.bash");
    machine.addUser("alice");
    Postfix postfix = Postfix.on(machine);
    // A killed local(8) leaves a dot-lock behind, on units as under master.
    postfix.set("home_mailbox=Maildir/", "service_throttle_time=1s", "minimal_backoff_time=5s");
    postfix.toUnits();
  }

  /** Starts clients that send so many messages together. */
  private static List<Session> send(Machine machine, int messages) {
    List<Session> clients = new ArrayList<>();
    int next = NEXT.getAndAdd(messages);
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(
          machine.start(
              "bash",
              "/root/sender.bash",
              Integer.toString(next + client),
              Integer.toString(CLIENTS),
              Integer.toString(next + messages),
              "alice@example.test"));
    }
    return clients;
  }

  private static List<String> said(List<Session> clients, String word) {
    return clients.stream()
        .flatMap(client -> client.rest().stream())
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .collect(Collectors.toList());
  }

  private static Map<String, Integer> delivered(Machine machine) {
    Map<String, Integer> times = new HashMap<>();
    String all = "find ~alice/Maildir/new -type f -exec grep -h '^X-Id: ' {} + | cut -c7-";
    for (String id : machine.sh(all).lines()) {
      times.merge(id, 1, Integer::sum);
    }
    return times;
  }

  /** Answers how many came more than once. */
  private static long assertDelivered(Machine machine, List<String> acknowledged) {
    Set<String> missing = new HashSet<>(acknowledged);
    Eventually.eventually(
        "all mail",
        Duration.ofMinutes(5),
        () -> {
          machine.run("postqueue", "-f");
          missing.removeAll(delivered(machine).keySet());
          return missing.isEmpty();
        });
    return delivered(machine).values().stream().filter(times -> times > 1).count();
  }

  @Test
  void whenProcessesAreKilledAtRandomAndTheMachineCrashes(@Fresh Machine machine) {
    int messages = Soak.size(120, 20_000);
    List<String> acknowledged = new ArrayList<>();
    int kills = 0;
    try (Session killer = machine.start("bash", "-c", KILLER)) {
      acknowledged.addAll(said(send(machine, messages * 3 / 4), "acknowledged"));
      machine.run("rm", "/run/killer").ok();
      kills = Integer.parseInt(killer.rest().get(0));
    }
    List<Session> clients = send(machine, messages / 4);
    machine.run("sleep", "1").ok();
    machine.crash();
    acknowledged.addAll(said(clients, "acknowledged"));

    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
    assertThat(acknowledged).hasSizeGreaterThan(messages / 2);
    long twice = assertDelivered(machine, acknowledged);
    Soak.report(
        "kills at random, and a crash, " + machine.release(),
        messages + " messages, " + kills + " kills",
        acknowledged.size() + " acknowledged, all delivered, " + twice + " more than once");
  }

  @Test
  void whenEachUnitIsReloadedAndRestarted(Machine machine) {
    List<String> units = List.of("smtp-inet", "cleanup-unix", "qmgr-unix", "local-unix");
    int rounds = Soak.size(1, 25);
    int messages = Soak.size(60, 4000);
    List<Session> clients = send(machine, messages);
    for (int round = 0; round < rounds; round++) {
      for (String unit : units) {
        machine.run("systemctl", "reload", "postfix-" + unit).ok();
        machine.run("systemctl", "restart", "postfix-" + unit).ok();
      }
    }
    List<Session> all = List.copyOf(clients);
    List<String> lines = all.stream().flatMap(client -> client.rest().stream()).toList();

    assertThat(lines).noneMatch(line -> line.startsWith("refused"));
    List<String> acknowledged =
        lines.stream()
            .filter(line -> line.startsWith("acknowledged "))
            .map(line -> line.substring("acknowledged ".length()))
            .toList();
    long twice = assertDelivered(machine, acknowledged);
    Soak.report(
        "reload and restart of each unit, " + machine.release(),
        messages + " messages, " + rounds * units.size() + " of each",
        "none refused, all delivered, " + twice + " more than once");
  }

  /**
   * They neither take a client nor report, under master too. More clients than the socket's backlog
   * has room for would only wait for each other.
   */
  @Test
  void whenDaemonsAreStopped(Machine machine) {
    said(send(machine, 16), "acknowledged");
    machine.sh("pkill -STOP -x smtpd; pkill -STOP -x cleanup; true").ok();
    List<String> acknowledged;
    try {
      acknowledged = said(send(machine, Soak.size(CLIENTS, 96)), "acknowledged");
    } finally {
      machine.sh("pkill -CONT -x smtpd; pkill -CONT -x cleanup; true").ok();
    }
    assertDelivered(machine, acknowledged);
    assertMailFlows(machine);
    Soak.report(
        "smtpd and cleanup stopped by SIGSTOP, then continued, " + machine.release(),
        Soak.size(CLIENTS, 96) + " messages",
        acknowledged.size() + " acknowledged, all delivered; mail flows at once afterwards");
  }

  /** Of processes, so that nothing can be forked, and of descriptors. */
  @Test
  void whenASupervisorHasTooLittle(Machine machine) {
    for (String limit : List.of("LimitNPROC=1", "LimitNOFILE=16")) {
      List<String> acknowledged;
      limit(machine, limit);
      try {
        acknowledged = said(send(machine, CLIENTS), "acknowledged");
      } finally {
        unlimit(machine);
      }
      assertDelivered(machine, acknowledged);
      assertMailFlows(machine);
      Soak.report(
          "a supervisor with " + limit + ", " + machine.release(),
          CLIENTS + " clients",
          acknowledged.size() + " acknowledged, all delivered; mail flows once the limit is gone");
    }
  }

  private static void limit(Machine machine, String setting) {
    machine.write(
        "/etc/systemd/system/postfix-smtp-inet.service.d/limit.conf",
        "[Service]\n" + setting + "\n");
    restart(machine);
  }

  private static void unlimit(Machine machine) {
    machine.run("rm", "/etc/systemd/system/postfix-smtp-inet.service.d/limit.conf").ok();
    restart(machine);
  }

  /** With a limit it may fail, and its socket has to stay. */
  private static void restart(Machine machine) {
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "restart", "postfix-smtp-inet.service");
    assertThat(machine.run("systemctl", "is-active", "postfix-smtp-inet.socket").text())
        .isEqualTo("active");
  }

  @Test
  void whenTheDiskIsFull(Machine machine) {
    machine.sh("mount -t tmpfs -o size=2m,mode=700,uid=postfix tmpfs /var/spool/postfix/incoming");
    machine.sh("head -c 4M /dev/zero >/var/spool/postfix/incoming/full 2>/dev/null; true").ok();
    List<Session> clients = send(machine, CLIENTS);
    List<String> acknowledged = said(clients, "acknowledged");

    machine.run("umount", "-l", "/var/spool/postfix/incoming").ok();
    machine.run(
        "systemctl", "restart", "postfix-cleanup-unix.service", "postfix-qmgr-unix.service");

    assertThat(acknowledged).isEmpty();
    assertMailFlows(machine);
    Soak.report(
        "incoming on a full file system, " + machine.release(),
        CLIENTS + " messages",
        "none acknowledged; mail flows once there is room");
  }

  @Test
  void whenRunIsFull(Machine machine) {
    machine.sh("head -c 1T /dev/zero >/run/full 2>/dev/null; true").ok();
    List<String> acknowledged = said(send(machine, CLIENTS * 2), "acknowledged");
    machine.run("rm", "/run/full").ok();

    assertThat(acknowledged).hasSize(CLIENTS * 2);
    assertDelivered(machine, acknowledged);
    Soak.report(
        "a full /run, " + machine.release(),
        CLIENTS * 2 + " messages",
        "all acknowledged and delivered");
  }

  private static void assertMailFlows(Machine machine) {
    Eventually.eventually(
        "mail to be taken",
        Duration.ofSeconds(60),
        () -> {
          List<String> acknowledged = said(send(machine, CLIENTS), "acknowledged");
          return acknowledged.size() == CLIENTS && assertDelivered(machine, acknowledged) >= 0;
        });
  }
}
