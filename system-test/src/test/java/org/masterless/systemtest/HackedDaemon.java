package org.masterless.systemtest;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code hacked.c} in the place of Postfix's unprivileged daemons, and its victim: a process of the
 * mail owner in a unit of its own.
 */
final class HackedDaemon {
  private static final String FOLDER = "/usr/lib/postfix/sbin/";

  private final Machine machine;

  private HackedDaemon(Machine machine) {
    this.machine = machine;
  }

  /** Puts it in their place, and starts its victim; daemons that run go on until they end. */
  static HackedDaemon inPlaceOf(Machine machine, List<String> programs) {
    TestDaemon.install(machine, "hacked");
    HackedDaemon hacked = new HackedDaemon(machine);
    hacked.startVictim();
    for (String program : programs) {
      machine.run("install", FOLDER + "hacked", FOLDER + program).ok();
    }
    return hacked;
  }

  static HackedDaemon on(Machine machine) {
    return new HackedDaemon(machine);
  }

  private void startVictim() {
    String program = FOLDER + "hacked";
    machine.run("systemd-run", "--uid=postfix", "--unit=victim", program, "victim").ok();
    Eventually.await("a victim", () -> reports("victim"), all -> all.contains("ready"));
    machine.sh("systemctl show --value -p MainPID victim >/etc/victim").ok();
    // A daemon in a jail sees this one.
    machine.sh("cd /var/spool/postfix && mkdir -p etc && cp /etc/victim /etc/passwd etc").ok();
  }

  /** One that is traced stays as a zombie. */
  boolean victimLives() {
    return machine.sh("grep '^State:.[^XZ]' /proc/$(cat /etc/victim)/status").exit() == 0;
  }

  /** What the victim itself could set up, as {@code shared WHAT}. */
  List<String> shared() {
    return reports("victim").stream().filter(line -> line.startsWith("shared ")).toList();
  }

  /** All that one in the place of this unit's daemon could do, once it has tried everything. */
  Set<String> successes(String unit) {
    List<String> lines =
        Eventually.await(
            "what " + unit + " can do", () -> reports(unit), all -> all.contains("end"));
    Set<String> successes = new TreeSet<>(lines);
    successes.remove("end");
    return successes;
  }

  /** The same of a daemon of stock Postfix, whose unit is called differently on each release. */
  Set<String> successesOfStock() {
    return successes("postfix*");
  }

  private List<String> reports(String unit) {
    return machine.run("journalctl", "-o", "cat", "-t", "hacked", "-u", unit).lines();
  }
}
