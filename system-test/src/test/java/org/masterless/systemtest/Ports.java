package org.masterless.systemtest;

import java.util.List;

/** Which TCP ports of a machine somebody listens on. */
final class Ports {
  private Ports() {}

  /** As numbers, in order. */
  static List<Integer> of(Machine machine) {
    String listening = "ss -Hltn | sed 's/.*:\\([0-9]*\\) .*:.*/\\1/' | sort -nu";
    return machine.sh(listening).ok().lines().stream().map(Integer::valueOf).toList();
  }

  static void assertAnswering(Machine machine, int... ports) {
    for (int port : ports) {
      try (SmtpClient client = SmtpClient.connect(machine, "127.0.0.1", port)) {
        client.quit().is(221);
      }
    }
  }
}
