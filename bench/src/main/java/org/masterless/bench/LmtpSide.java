package org.masterless.bench;

import java.util.List;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Release;

/** Who takes LMTP: ours, or Dovecot's own server in one of two ways. */
enum LmtpSide {
  OURS("ours", "/run/masterless/lmtp", "masterless-masterless.slice"),
  DOVECOT("Dovecot", "/run/dovecot/lmtp", "dovecot.service"),
  DOVECOT_ONE("Dovecot, one connection a process", "/run/dovecot/lmtp", "dovecot.service");

  private final String title;
  private final String socket;
  private final String unit;

  LmtpSide(String title, String socket, String unit) {
    this.title = title;
    this.socket = socket;
    this.unit = unit;
  }

  /** All of them, each first in its turn. */
  static List<LmtpSide> inTurn(int round) {
    return switch (round % 3) {
      case 0 -> List.of(OURS, DOVECOT, DOVECOT_ONE);
      case 1 -> List.of(DOVECOT, DOVECOT_ONE, OURS);
      default -> List.of(DOVECOT_ONE, OURS, DOVECOT);
    };
  }

  String title() {
    return title;
  }

  String socket() {
    return socket;
  }

  /** Dovecot is configured for this side, and restarted; ours is left as it is. */
  void take(Machine machine) {
    if (this != OURS) {
      boolean isOld = machine.release() == Release.BOOKWORM;
      String setting = isOld ? "service_count = " : "restart_request_count = ";
      String many = isOld ? "0" : "unlimited";
      machine.write(
          "/etc/dovecot/lmtp.conf",
          "service lmtp {\n  " + setting + (this == DOVECOT_ONE ? "1" : many) + "\n}\n");
      machine.run("systemctl", "restart", "dovecot").ok();
    }
  }

  /** Milliseconds of CPU time that it has used since it was started. */
  double cpuMilliseconds(Machine machine) {
    return Long.parseLong(machine.run("systemctl", "show", "-P", "CPUUsageNSec", unit).text())
        / 1e6;
  }

  /**
   * Page faults that needed no disk, since it was started: those of its processes, and of their
   * children that have ended.
   */
  double minorFaults(Machine machine) {
    return sum(machine, "stat", "{sub(/.*[)] /, \"\"); sum += $8 + $9} END {print sum}");
  }

  /** MiB of memory that its processes have, with their parts of what they share. */
  double residentMib(Machine machine) {
    return sum(machine, "smaps_rollup", "/^Pss:/ {sum += $2} END {print sum}") / 1024;
  }

  /** Runs awk over a file of each process in /proc. */
  private double sum(Machine machine, String file, String awk) {
    String group = machine.run("systemctl", "show", "-P", "ControlGroup", unit).ok().text();
    String script =
        """
        for p in $(find /sys/fs/cgroup%s -name cgroup.procs -exec cat {} +); do
          cat /proc/$p/%s 2>/dev/null
        done | awk '%s'
        """;
    return Double.parseDouble(machine.sh(script.formatted(group, file, awk)).ok().text());
  }
}
