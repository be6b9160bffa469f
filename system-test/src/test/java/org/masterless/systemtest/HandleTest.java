package org.masterless.systemtest;

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
}
