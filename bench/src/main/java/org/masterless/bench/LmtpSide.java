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

  /** Seconds of CPU time that it has used since it was started. */
  double cpuSeconds(Machine machine) {
    return Long.parseLong(machine.run("systemctl", "show", "-P", "CPUUsageNSec", unit).text())
        / 1e9;
  }
}
