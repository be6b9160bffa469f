package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/** Edits of all kinds, each applied while clients connect to the ports that stay. */
@OnMachine
@Tag("soak")
class RandomEditsTest {
  private static final String MASTER_CF = "/etc/postfix/master.cf";
  private static final int KEPT = 3000;
  private static final int CANDIDATES = 12;

  /** Entries by their ports. */
  private final TreeMap<Integer, String> entries = new TreeMap<>();

  @Prepare
  static void switchOver(Machine machine) {
    machine.sh("cp " + MASTER_CF + " /root/base.cf").ok();
    Postfix.on(machine).toUnits();
  }

  @Test
  void portsAreWhatTheFileSaysAndThoseThatStayRefuseNobody(Machine machine) {
    Random random = new Random(machine.release().suite().hashCode());
    int edits = Soak.size(8, 300);
    entries.put(KEPT, entry(KEPT, ""));
    apply(machine, "the first");
    String connections;
    try (Hammer hammer = Hammer.on(machine, 25, KEPT)) {
      for (int i = 1; i <= edits; i++) {
        String edit = edit(random);
        apply(machine, "edit " + i + ", " + edit);
      }
      connections = hammer.noneRefused();
    }

    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
    Soak.report(
        "edits of master.cf applied under load, " + machine.release(),
        edits + " reloads, " + connections,
        "open ports always those of the file; none refused");
  }

  /** Changes some entries; answers what, for a failure. */
  private String edit(Random random) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int port = KEPT + random.nextInt(CANDIDATES);
      boolean goes = random.nextBoolean() && port != KEPT;
      if (goes) {
        entries.remove(port);
      } else {
        entries.put(port, entry(port, " -o smtpd_banner=" + random.nextInt(1000)));
      }
    }
    return entries.keySet().toString();
  }

  private static String entry(int port, String options) {
    return port + " inet n - y - - smtpd" + options + "\n";
  }

  private void apply(Machine machine, String what) {
    machine
        .runWith(String.join("", entries.values()), "sh", "-c", "cat /root/base.cf - >" + MASTER_CF)
        .ok();
    machine.run("systemctl", "reload", "postfix").ok();
    List<Integer> expected = new ArrayList<>(List.of(25));
    expected.addAll(entries.keySet());
    assertThat(Ports.of(machine)).as(what).isEqualTo(expected);
  }
}
