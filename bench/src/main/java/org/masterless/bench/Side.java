package org.masterless.bench;

import java.util.List;
import org.masterless.systemtest.Machine;

/** One of the two that are compared: stock master, or units; the machine can change sides. */
enum Side {
  STOCK("stock", "postfix.service postfix@-.service", ""),
  UNITS("units", "postfix.service masterless-postfix.slice", "/etc/postfix\n");

  private final String title;
  private final String accounts;
  private final String instances;

  Side(String title, String accounts, String instances) {
    this.title = title;
    this.accounts = accounts;
    this.instances = instances;
  }

  /**
   * Both, each first every other round: who comes second finds more inodes freed a moment ago,
   * which file systems are slow to use again.
   */
  static List<Side> inTurn(int round) {
    return round % 2 == 0 ? List.of(STOCK, UNITS) : List.of(UNITS, STOCK);
  }

  String title() {
    return title;
  }

  /** Switches the machine over to this side. */
  void take(Machine machine) {
    machine.run("systemctl", "stop", "postfix").ok();
    machine.write("/etc/masterless/instances", instances);
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "start", "postfix").ok();
  }

  /** Seconds of CPU time that all processes of Postfix have used since they were started. */
  double cpuSeconds(Machine machine) {
    double sum = 0;
    for (String unit : accounts.split(" ", -1)) {
      String text = machine.run("systemctl", "show", "-P", "CPUUsageNSec", unit).text();
      // A unit that has never run has "[not set]", which is no number.
      sum += text.matches("[0-9]+") && text.length() < 19 ? Long.parseLong(text) / 1e9 : 0;
    }
    return sum;
  }
}
