package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.masterless.system.Soak;

/** systemd is reloaded without a pause while all goes wrong that can; no port notices. */
@OnMachine
@Tag("soak")
class ReloadLoopTest {
  private static final String MASTER_CF = "/etc/postfix/master.cf";
  private static final String GENERATOR = "/usr/lib/systemd/system-generators/masterless-generator";

  /** As apt does, but for as long as there is its file; says how often. */
  private static final String RELOADER =
      """
      touch /root/reloader
      while [ -e /root/reloader ]; do systemctl daemon-reload; n=$((n + 1)); done 2>/dev/null
      echo "$n reloads"
      """;

  /** What happens to master.cf, or to the generator that reads it, and for how long. */
  private static final List<String> MISHAPS =
      List.of(
          "sed -i 's/^2525 /2727 /; s/^2626 /# /' " + MASTER_CF,
          "sed -i 's/ inet n / inet perhaps /' " + MASTER_CF,
          "head -c 200 /dev/urandom >" + MASTER_CF,
          ": >" + MASTER_CF,
          "rm -f " + MASTER_CF,
          "rm -f " + MASTER_CF + "; mkdir " + MASTER_CF,
          "printf '#!/bin/sh\\nkill -9 $$\\n' >"
              + GENERATOR
              + ".new; chmod 755 "
              + GENERATOR
              + ".new; mv "
              + GENERATOR
              + ".new "
              + GENERATOR,
          "head -c 1T /dev/zero >/run/full 2>/dev/null; true");

  @Prepare
  static void switchOver(Machine machine) {
    machine.append(MASTER_CF, "2525 inet n - y - - smtpd\n2626 inet n - y - - smtpd\n");
    machine.sh("cp -a " + MASTER_CF + " /root/good.cf; cp " + GENERATOR + " /root/generator").ok();
    Postfix.on(machine).toUnits();
  }

  @Test
  void everyPortAnswersAsBeforeAndAReloadWithTheGoodFileAppliesTheDifference(Machine machine) {
    Random random = new Random(machine.release().suite().hashCode());
    int rounds = Soak.size(1, 25);
    List<String> reloads;
    String connections;
    try (Session reloader = machine.start("bash", "-c", RELOADER);
        Hammer hammer = Hammer.on(machine, 25, 2525, 2626)) {
      for (int round = 1; round <= rounds; round++) {
        for (String mishap : MISHAPS) {
          machine.sh(mishap).ok();
          pause(machine, 200 + random.nextInt(600));
          assertThat(Ports.of(machine)).as(mishap).containsExactlyElementsOf(before(round));
          mend(machine, round);
        }
        apply(machine, round);
      }
      connections = hammer.noneRefused();
      machine.run("rm", "/root/reloader").ok();
      reloads = reloader.rest();
    }

    assertThat(reloads).hasSize(1);
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
    Soak.report(
        "daemon-reload in a loop while master.cf and generator go wrong, " + machine.release(),
        rounds * MISHAPS.size() + " mishaps, " + reloads.get(0) + ", " + connections,
        "no port closed, none refused; each reload with the good file applied the difference");
  }

  private static void pause(Machine machine, int milliseconds) {
    machine.run("sleep", milliseconds / 1000.0 + "").ok();
  }

  /** Each round's good file has a port of its own besides those that all have. */
  private static void mend(Machine machine, int round) {
    machine.sh("rm -f /run/full; cp /root/generator " + GENERATOR + ".new").ok();
    machine.sh("mv " + GENERATOR + ".new " + GENERATOR + "; rm -rf " + MASTER_CF).ok();
    machine.sh("cp -a /root/good.cf " + MASTER_CF).ok();
    machine.append(MASTER_CF, port(round) + " inet n - y - - smtpd\n");
  }

  private static void apply(Machine machine, int round) {
    machine.run("systemctl", "reload", "postfix").ok();

    assertThat(Ports.of(machine)).containsExactlyElementsOf(before(round + 1));
    Ports.assertAnswering(machine, port(round));
  }

  private static List<Integer> before(int round) {
    return round == 1 ? List.of(25, 2525, 2626) : List.of(25, 2525, 2626, port(round - 1));
  }

  private static int port(int round) {
    return 3000 + round;
  }
}
