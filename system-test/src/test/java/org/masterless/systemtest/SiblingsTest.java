package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A hacked daemon and the other processes of its user: it is one that does nothing but try to reach
 * them ({@code reach.c}), in the sandbox of an unprivileged entry.
 */
@OnMachine
class SiblingsTest {
  private static final String PORT = "12020";
  private static final AtomicInteger VICTIMS = new AtomicInteger();

  @Prepare
  static void startAHackedDaemon(Machine machine) {
    TestDaemon.install(machine, "reach");
    Postfix postfix = Postfix.on(machine);
    postfix.service(PORT + "/inet", PORT + " inet n - y - 5 reach");
    postfix.toUnits();
  }

  @Test
  void withoutASandboxItDoesAsItLikes(Machine machine) {
    int victim = startVictim(machine);

    List<String> calls =
        machine
            .run(
                "setpriv",
                "--reuid=postfix",
                "--regid=postfix",
                "--clear-groups",
                "/usr/lib/postfix/sbin/reach",
                Integer.toString(victim))
            .lines();

    assertThat(calls).contains("kill", "tgkill", "pidfd_open", "prlimit", "environ", "end");
    Eventually.eventually("its death", () -> !lives(machine, victim));
  }

  @Test
  void itReachesNobody(Machine machine) {
    assertThat(reached(machine)).isEmpty();
  }

  /** Then it is the supervisor's filter that looks at each call. */
  @Test
  void itReachesNobodyOnAKernelWithoutLandlock(Machine machine) {
    machine.write(
        "/etc/systemd/system/postfix-12020-inet.service.d/old-kernel.conf",
        """
        [Service]
        SystemCallFilter=~landlock_create_ruleset
        """);
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "restart", "postfix-12020-inet.service").ok();

    assertThat(reached(machine)).isEmpty();
  }

  /** Whom it reaches of all processes of its user, and by which calls. */
  private static Map<String, List<String>> reached(Machine machine) {
    startVictim(machine);
    // One client is served all the while, by a sibling in the same service.
    try (Session client = machine.start("nc", "127.0.0.1", PORT)) {
      client.send("\n");
      Eventually.await("a sibling", () -> names(others(machine)), all -> all.contains("reach"));
      List<ProcessInfo> victims = others(machine);
      assertThat(names(victims)).contains("sleep", "standin", "supervise", "qmgr", "reach");
      Map<String, List<String>> reached = new TreeMap<>();
      for (ProcessInfo victim : victims) {
        List<String> calls = attack(machine, victim);
        if (!calls.isEmpty()) {
          reached.put(victim.name() + " of " + victim.unit(), calls);
        }
      }
      return reached;
    }
  }

  private static List<String> attack(Machine machine, ProcessInfo victim) {
    List<String> answer =
        machine.runWith(Integer.toString(victim.pid()), "nc", "-N", "127.0.0.1", PORT).lines();
    assertThat(answer).as("answer about " + victim).endsWith("end");
    List<String> calls = new ArrayList<>(answer.subList(0, answer.size() - 1));
    if (!lives(machine, victim.pid())) {
      calls.add("killed");
    }
    return calls;
  }

  /** In a unit of its own, as the mail owner. */
  private static int startVictim(Machine machine) {
    String unit = "victim-" + VICTIMS.incrementAndGet();
    machine.run("systemd-run", "--uid=postfix", "--unit=" + unit, "sleep", "600").ok();
    int pid =
        Integer.parseInt(
            machine.run("systemctl", "show", "--value", "-p", "MainPID", unit).ok().text());
    // Until then it is systemd's, and root's.
    Eventually.await(
        "the victim", () -> machine.run("cat", "/proc/" + pid + "/comm").text(), "sleep"::equals);
    return pid;
  }

  private static List<ProcessInfo> others(Machine machine) {
    int owner = Integer.parseInt(machine.run("id", "-u", "postfix").text());
    return machine.processes().stream().filter(one -> one.uids().contains(owner)).toList();
  }

  private static List<String> names(List<ProcessInfo> processes) {
    return processes.stream().map(ProcessInfo::name).toList();
  }

  private static boolean lives(Machine machine, int pid) {
    return machine.run("kill", "-0", Integer.toString(pid)).exit() == 0;
  }
}
