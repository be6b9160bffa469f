package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

@OnMachine(staged = false)
class MachineTest {

  @Test
  void runsWithoutAFailedUnit(Machine machine) {
    assertThat(machine.state()).isEqualTo("running");
  }

  @Test
  void isTheReleaseThatTheTestAskedFor(Machine machine, Release release) {
    assertThat(machine.read("/etc/os-release")).contains("VERSION_CODENAME=" + release.suite());
  }

  @Test
  void tellsExitStatusAndBothOutputsOfACommand(Machine machine) {
    Result result = machine.sh("echo out; echo err >&2; exit 3");

    assertThat(result)
        .isEqualTo(
            new Result(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), 3, "out\n", "err\n"));
    assertThatThrownBy(result::ok)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("exit 3", "exit status 3", "out", "err");
  }

  @Test
  void givesACommandItsInputAndItsArgumentsUnchanged(Machine machine) {
    assertThat(machine.runWith("one\ntwo", "cat").out()).isEqualTo("one\ntwo");
    assertThat(machine.run("printf", "%s|", "a b", "", "$HOME", "'\"\\ä").out())
        .isEqualTo("a b||$HOME|'\"\\ä|");
  }

  @Test
  void doesNotWaitForADaemonThatACommandLeavesBehind(Machine machine) {
    assertThat(machine.sh("sleep 300 & echo started").ok().text()).isEqualTo("started");
  }

  @Test
  void runsCommandsAsAUserWithThatUsersEnvironment(Machine machine) {
    machine.addUser("carol");

    Result result =
        machine.runAs(
            "carol", "sh", "-c", "id -un; echo $HOME; printf '%s|' \"$@\"", "sh", "a b", "-s");

    assertThat(result.ok().lines()).containsExactly("carol", "/home/carol", "a b|-s|");
  }

  @Test
  void writesFilesWithTheFoldersAboveThem(Machine machine) {
    machine.write("/srv/new/folder/file", "one\n");
    machine.append("/srv/new/folder/file", "two\n");

    assertThat(machine.read("/srv/new/folder/file")).isEqualTo("one\ntwo\n");
    assertThat(machine.exists("/srv/new/folder/none")).isFalse();
  }

  @Test
  void talksWithACommandLineByLine(Machine machine) {
    try (Session session =
        machine.start("sh", "-c", "while read x; do echo \"<$x>\"; done; exit 4")) {
      session.send("one\n");
      assertThat(session.readLine()).contains("<one>");
      session.send("two\n");
      assertThat(session.readLine()).contains("<two>");
      session.closeInput();
      assertThat(session.readLine()).isEmpty();
      assertThat(session.exit()).isEqualTo(4);
    }
  }

  @Test
  void showsTheUnitAndTheRightsOfAProcess(Machine machine) {
    ProcessInfo journald =
        machine.processes().stream()
            .filter(process -> process.unit().equals("systemd-journald.service"))
            .findFirst()
            .orElseThrow();

    assertThat(journald.program()).endsWith("systemd-journald");
    assertThat(journald.uids()).containsOnly(0);
    assertThat(journald.capabilities("Eff")).isNotZero();
  }

  @Test
  void keepsFilesAndRunsAgainAfterAReboot(@Fresh Machine machine) {
    machine.write("/etc/kept", "yes\n");
    machine.write("/run/lost", "yes\n");
    String boot = machine.read("/proc/sys/kernel/random/boot_id");

    machine.reboot();

    assertThat(machine.state()).isEqualTo("running");
    assertThat(machine.read("/etc/kept")).isEqualTo("yes\n");
    assertThat(machine.exists("/run/lost")).isFalse();
    assertThat(boot).isNotEmpty();
  }

  @Test
  void doesNotSeeTheFilesProcessesOrMailOfAnotherMachine(Machine one, @Fresh Machine other) {
    one.write("/etc/only-here", "");
    try (Session sleeper = one.start("sleep", "12345")) {
      assertThat(sleeper.running()).isTrue();
      assertThat(one.sh("pgrep -f 'sleep 1234[5]'").exit()).isZero();
      assertThat(other.exists("/etc/only-here")).isFalse();
      assertThat(other.sh("pgrep -f 'sleep 1234[5]'").exit()).isEqualTo(1);
    }
    one.run("systemctl", "stop", "postfix").ok();
    assertThat(other.run("postfix", "status").exit()).isZero();
    one.run("systemctl", "start", "postfix").ok();
  }
}
