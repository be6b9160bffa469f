package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@OnMachine
class HandleTest extends Handle {

  @Prepare
  static void switchOver(Machine machine) {
    Postfix.on(machine).toUnits();
  }

  @Test
  void postfixStopIsSeenBySystemdAndStartUndoesIt(Machine machine) {
    machine.run("postfix", "stop").ok();
    Eventually.eventually(
        "an inactive unit", () -> machine.run("systemctl", "is-active", "postfix").exit() == 3);
    assertNothingOfPostfixRuns(machine);

    machine.run("systemctl", "start", "postfix").ok();
    assertMailFlows(machine, "after postfix stop");
  }

  @Test
  void anSmtpSessionDelaysAStopByNoMoreThanItsGrace(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.ehlo("client.example.com").is(250);
      Instant start = Instant.now();
      machine.run("systemctl", "stop", "postfix").ok();
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }
    assertNothingOfPostfixRuns(machine);
    assertThat(machine.sh("systemctl --failed --no-legend 'postfix*'").out()).isEmpty();

    machine.run("systemctl", "start", "postfix").ok();
    assertMailFlows(machine, "after a stop in the middle of a session");
  }
}
