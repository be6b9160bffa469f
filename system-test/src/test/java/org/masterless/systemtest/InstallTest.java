package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@OnMachine
class InstallTest {
  private static final String INSTANCES = "/etc/masterless/instances";

  @Test
  void theStagedTreeIsThereAtTheFirstBootAndBelongsToRoot(Machine machine) {
    assertThat(
            machine
                .run(
                    "stat",
                    "-c",
                    "%U:%G %a",
                    INSTANCES,
                    "/usr/lib/masterless/supervise",
                    "/etc",
                    "/")
                .lines())
        .containsExactly("root:root 644", "root:root 755", "root:root 755", "root:root 755");
  }

  @Test
  void theStagedTreeCanBeInstalledWhileTheMachineRuns(@Fresh Machine machine) {
    machine.run("rm", "-r", "/etc/masterless", "/usr/lib/masterless").ok();

    machine.install(Places.stage());

    assertThat(machine.exists(INSTANCES)).isTrue();
    assertThat(machine.run("stat", "-c", "%F", "/lib").text()).isEqualTo("symbolic link");
  }

  @Test
  void asInstalledNothingChangesForPostfix(Machine machine) {
    assertThat(machine.state()).isEqualTo("running");
    assertThat(Postfix.on(machine).processes()).extracting(ProcessInfo::name).contains("master");
  }
}
