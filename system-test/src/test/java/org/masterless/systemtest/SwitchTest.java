package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** From master to units and back, with mail before, between and after. */
@OnMachine
class SwitchTest {

  @Prepare
  static void addUser(Machine machine) {
    machine.addUser("alice");
  }

  @Test
  void byReloadAndRestart(@Fresh Machine machine) {
    Postfix postfix = Postfix.on(machine);
    Handle.assertMailFlows(machine, "before");
    assertMaster(machine, true);

    postfix.toUnits();
    Handle.assertMailFlows(machine, "on units");
    assertMaster(machine, false);

    postfix.toStock();
    Handle.assertMailFlows(machine, "after");
    assertMaster(machine, true);
  }

  @Test
  void byStopReloadAndStart(@Fresh Machine machine) {
    for (String instances : new String[] {"/etc/postfix\n", "", "/etc/postfix\n"}) {
      machine.run("systemctl", "stop", "postfix").ok();
      machine.write("/etc/masterless/instances", instances);
      machine.run("systemctl", "daemon-reload").ok();
      machine.run("systemctl", "start", "postfix").ok();

      assertMaster(machine, instances.isEmpty());
      Handle.assertMailFlows(machine, "stop and start with " + instances.strip());
      machine.run("rm", "/var/mail/alice").ok();
    }
  }

  @Test
  void byReboot(@Fresh Machine machine) {
    machine.write("/etc/masterless/instances", "/etc/postfix\n");
    machine.reboot();
    assertThat(machine.state()).isEqualTo("running");
    assertMaster(machine, false);
    Handle.assertMailFlows(machine, "on units");

    machine.reboot();
    assertMaster(machine, false);
    Handle.assertMailFlows(machine, "on units again");

    Postfix.on(machine).toStock();
    assertMaster(machine, true);
    assertThat(machine.sh("systemctl list-units --all --plain 'postfix-*'").out())
        .contains("0 loaded units");

    machine.reboot();
    assertThat(machine.state()).isEqualTo("running");
    assertMaster(machine, true);
    Handle.assertMailFlows(machine, "on master");
  }

  @Test
  void nothingInTheQueueIsLostOnTheWay(@Fresh Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("relayhost=[127.0.0.1]:2529");
    postfix.reload();
    postfix.sendmail("alice", "friend@example.com", "accepted by master");
    postfix.awaitDeferred();

    postfix.toUnits();
    postfix.sendmail("alice", "friend@example.com", "accepted on units");
    Eventually.await("two messages", postfix::queue, queue -> queue.size() == 2);
    try (Sink outside = Sink.start(machine, "127.0.0.1", 2529)) {
      machine.run("postqueue", "-f").ok();
      outside.awaitMail("Subject: accepted by master");
      outside.awaitMail("Subject: accepted on units");
      postfix.awaitEmptyQueue();
    }
  }

  private static void assertMaster(Machine machine, boolean expected) {
    assertThat(
            Postfix.on(machine).processes().stream()
                .anyMatch(process -> process.name().equals("master")))
        .as("a master process")
        .isEqualTo(expected);
  }
}
