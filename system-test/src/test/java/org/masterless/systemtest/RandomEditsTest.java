package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Connects as fast as it can until its file is gone; says how often, and each refusal. */
  private static final String HAMMER =
      """
      touch /run/hammer
      while [ -e /run/hammer ]; do
        for port in 25 3000; do
          n=$((n + 1))
          (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null || echo "refused $port"
        done
        sleep 0.01
      done
      echo "$n connections"
      """;

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
    List<String> said;
    try (Session hammer = machine.start("bash", "-c", HAMMER)) {
      for (int i = 1; i <= edits; i++) {
        String edit = edit(random);
        apply(machine, "edit " + i + ", " + edit);
      }
      machine.run("rm", "/run/hammer").ok();
      said = hammer.rest();
    }

    assertThat(said).hasSize(1);
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
    Soak.report(
        "edits of master.cf applied under load, " + machine.release(),
        edits + " reloads, " + said.get(0),
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
    Set<String> expected = new TreeSet<>(List.of("25"));
    entries.keySet().forEach(port -> expected.add(Integer.toString(port)));
    assertThat(ports(machine)).as(what).isEqualTo(expected);
  }

  private static Set<String> ports(Machine machine) {
    String listening = machine.run("ss", "-Hltn").ok().out();
    Set<String> ports = new TreeSet<>();
    for (String line : listening.split("\n", -1)) {
      List<String> fields = Arrays.asList(line.trim().split("\\s+", -1));
      if (fields.size() > 3) {
        ports.add(fields.get(3).substring(fields.get(3).lastIndexOf(':') + 1));
      }
    }
    return ports;
  }
}
