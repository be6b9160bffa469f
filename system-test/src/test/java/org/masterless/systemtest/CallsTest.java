package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What daemons may ask of the kernel, tried by one of our own that asks for what none needs. */
@OnMachine
class CallsTest {
  @Prepare
  static void startADaemonThatAsks(Machine machine) {
    TestDaemon.install(machine, "calls");
    Postfix postfix = Postfix.on(machine);
    postfix.service("12030/inet", "12030 inet n - y - 1 calls");
    postfix.service("12031/inet", "12031 inet n n y - 1 calls");
    postfix.toUnits();
  }

  @Test
  void withoutASandboxTheKernelAnswersAll(Machine machine) {
    assertThat(machine.run("/usr/lib/postfix/sbin/calls").lines())
        .containsExactly(
            "capset",
            "io_setup",
            "io_submit",
            "landlock_create_ruleset",
            "landlock_restrict_self",
            "memfd_create",
            "personality",
            "pidfd_open",
            "process_madvise",
            "ptrace",
            "end");
  }

  /** supervise needs those two, to shut it off from others. */
  @Test
  void aDaemonIsDeniedWhatNoneNeeds(Machine machine) {
    assertThat(answers(machine, "12030"))
        .containsExactly("landlock_create_ruleset", "landlock_restrict_self", "end");
  }

  /** What commands of admins ask for can't be known; but supervise drops its capabilities. */
  @Test
  void aProgramThatMayRunCommandsIsDeniedLess(Machine machine) {
    assertThat(answers(machine, "12031"))
        .contains("capset", "memfd_create", "pidfd_open", "end")
        .doesNotContain("personality");
  }

  private static List<String> answers(Machine machine, String port) {
    return machine.run("nc", "-d", "127.0.0.1", port).lines();
  }
}
