package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An edit of master.cf or main.cf changes nothing until a reload, and then exactly itself. */
@OnMachine
class EditsTest {
  private static final String MASTER_CF = "/etc/postfix/master.cf";
  private static final String MAIN_CF = "/etc/postfix/main.cf";
  private static final String GENERATOR = "/usr/lib/systemd/system-generators/masterless-generator";

  @Prepare
  static void switchOver(Machine machine) {
    machine.addUser("alice");
    machine.append(MASTER_CF, "2525 inet n - y - - smtpd\n2626 inet n - y - - smtpd\n");
    machine.sh("cp -a /etc/postfix /root/good; cp " + GENERATOR + " /root/generator").ok();
    Postfix.on(machine).toUnits();
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
  }

  @AfterEach
  void mend(Machine machine) {
    machine.sh("rm -rf /etc/postfix; cp -a /root/good /etc/postfix").ok();
    machine.sh("rm -f " + GENERATOR + "; cp /root/generator " + GENERATOR).ok();
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "reset-failed", "postfix", "masterless-apply@postfix");
    machine.run("systemctl", "start", "postfix").ok();
    reload(machine).ok();
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  private static Result reload(Machine machine) {
    return machine.run("systemctl", "reload", "postfix");
  }

  private static void edit(Machine machine, String sed) {
    machine.run("sed", "-i", sed, MASTER_CF).ok();
  }

  @Test
  void reloadOpensANewPortAndClosesOneThatIsGone(Machine machine) {
    edit(machine, "s/^2525 /2727 /");
    machine.run("systemctl", "daemon-reload").ok();
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
    Ports.assertAnswering(machine, 2525);

    reload(machine).ok();

    assertThat(Ports.of(machine)).containsExactly(25, 2626, 2727);
    Ports.assertAnswering(machine, 25, 2626, 2727);
    assertThat(machine.run("systemctl", "is-active", "postfix-2525-inet.socket").text())
        .isEqualTo("inactive");
  }

  @Test
  void postfixReloadDoesTheSame(Machine machine) {
    edit(machine, "s/^2525 /2727 /");

    machine.run("postfix", "reload").ok();

    Eventually.await("the new ports", () -> Ports.of(machine), List.of(25, 2626, 2727)::equals);
    Ports.assertAnswering(machine, 2727);
  }

  @Test
  void everyOneOfManyPostfixReloadsIsAnsweredInTheEnd(Machine machine) {
    for (int i = 0; i < 10; i++) {
      edit(machine, "s/^\\(2525\\|28[0-9]*\\) /280" + i + " /");
      machine.run("postfix", "reload").ok();
    }

    Eventually.await(
        "the last one's port", () -> Ports.of(machine), List.of(25, 2626, 2809)::equals);
  }

  @Test
  void anEditOfAnEntryCountsForItAndItsPortStaysOpen(Machine machine) {
    edit(machine, "/^2525 /a\\  -o smtpd_banner=changed");

    reload(machine).ok();

    assertThat(machine.sh("sleep 1 | nc -N 127.0.0.1 2525").out()).startsWith("220 changed");
    assertThat(machine.sh("sleep 1 | nc -N 127.0.0.1 2626").out()).doesNotContain("changed");
  }

  @Test
  void anEntryThatBecameWrongStaysAsItWasAndTheOthersAreApplied(Machine machine) {
    edit(machine, "s/^2525 inet n - y/2525 inet n - yes/; s/^2626 /2727 /");

    Result reload = reload(machine);

    assertThat(reload.exit()).isNotZero();
    assertThat(machine.run("systemctl", "status", "postfix").out())
        .contains("bad value \"yes\" for field \"chroot\"");
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2727);
    Ports.assertAnswering(machine, 2525, 2727);
    assertThat(machine.run("systemctl", "is-active", "postfix").text()).isEqualTo("active");
  }

  @Test
  void anotherAddressMovesThePort(Machine machine) {
    machine.run("postconf", "-e", "inet_interfaces=loopback-only").ok();

    reload(machine).ok();

    assertThat(machine.sh("ss -Hltn | grep -c 0.0.0.0:[0-9]").text()).isEqualTo("0");
    Ports.assertAnswering(machine, 25, 2525, 2626);
  }

  @Test
  void aSocketThatBecomesPublicMovesAndLeavesNoFileBehind(Machine machine) {
    machine.append(MASTER_CF, "mover unix - - n - - error\n");
    reload(machine).ok();
    assertThat(machine.exists("/var/spool/postfix/private/mover")).isTrue();

    edit(machine, "s/^mover unix -/mover unix n/");
    reload(machine).ok();

    assertThat(machine.exists("/var/spool/postfix/private/mover")).isFalse();
    assertThat(machine.exists("/var/spool/postfix/public/mover")).isTrue();
  }

  @Test
  void noBadFileEndsAnything(Machine machine) {
    for (String edit :
        List.of(
            "echo nonsense >" + MASTER_CF,
            ": >" + MASTER_CF,
            "rm " + MASTER_CF,
            "rm " + MASTER_CF + "; mkdir " + MASTER_CF,
            "rmdir "
                + MASTER_CF
                + "; cp /root/good/* /etc/postfix; echo 'inet_interfaces = ${' >>"
                + MAIN_CF,
            "rm " + MAIN_CF)) {
      machine.sh(edit).ok();
      machine.run("systemctl", "daemon-reload").ok();
      assertThat(reload(machine).exit()).as(edit).isNotZero();
      assertThat(Ports.of(machine)).as(edit).containsExactly(25, 2525, 2626);
      Ports.assertAnswering(machine, 25, 2525, 2626);
    }
  }

  @Test
  void neitherDoesAGeneratorThatIsKilledNorAFullRun(Machine machine) {
    machine.write(GENERATOR, "#!/bin/sh\nkill -9 $$\n");
    machine.run("systemctl", "daemon-reload").ok();
    assertThat(machine.exists("/run/systemd/generator/postfix-smtp-inet.socket")).isFalse();
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
    Ports.assertAnswering(machine, 25, 2525, 2626);

    machine.sh("cp /root/generator " + GENERATOR).ok();
    machine.sh("head -c 1T /dev/zero >/run/full 2>/dev/null; rm -f /root/null");
    machine.run("systemctl", "daemon-reload");
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
    assertThat(reload(machine).exit()).isNotZero();
    Ports.assertAnswering(machine, 25, 2525, 2626);
    machine.run("rm", "/run/full").ok();
  }

  @Test
  void aPortThatSomebodyElseHasIsToldWithWhatToDo(Machine machine) {
    try (Session other =
        machine.start("systemd-socket-activate", "-l", "127.0.0.1:2900", "/bin/cat")) {
      assertThat(other.running()).isTrue();
      Eventually.eventually("its port", () -> Ports.of(machine).contains(2900));
      machine.append(MASTER_CF, "127.0.0.1:2900 inet n - y - - smtpd\n");
      assertThat(reload(machine).exit()).isNotZero();
    }
    String unit = "postfix-127.0.0.1:2900-inet.socket";
    Eventually.await(
        "a line about it",
        () -> machine.journal("-t", "masterless", "-o", "cat"),
        text -> text.contains(unit + " has failed") && text.contains("systemctl start " + unit));
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);

    reload(machine).ok();

    Ports.assertAnswering(machine, 2900);
  }

  /** Those are the stand-in's, whose files are elsewhere then. */
  @Test
  void whatOnlyARestartChangesIsRefused(Machine machine) {
    machine.run("postconf", "-e", "queue_directory=/var/spool/other").ok();

    assertThat(reload(machine).exit()).isNotZero();

    assertThat(machine.run("systemctl", "status", "postfix").out()).contains("only a restart");
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
  }

  @Test
  void aKilledStandinComesBackWithWhatWasInForce(Machine machine) {
    edit(machine, "s/^2525 /2727 /");
    int before = standin(machine);

    machine.run("kill", "-KILL", Integer.toString(before)).ok();

    Eventually.eventually("another stand-in", () -> standin(machine) != before);
    Eventually.await(
        "an active unit",
        () -> machine.run("systemctl", "is-active", "postfix").text(),
        "active"::equals);
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
  }

  private static int standin(Machine machine) {
    return Integer.parseInt(
        machine.run("systemctl", "show", "-P", "MainPID", "postfix").ok().text());
  }

  @Test
  void restartAppliesAnEditWithoutADaemonReload(Machine machine) {
    edit(machine, "s/^2525 /2727 /");

    machine.run("systemctl", "reset-failed", "postfix", "postfix@-");
    machine.run("systemctl", "restart", "postfix").ok();

    assertThat(Ports.of(machine)).containsExactly(25, 2626, 2727);
    Ports.assertAnswering(machine, 2727);
  }

  @Test
  void restartReplacesAllProcessesAndRefusesNobody(Machine machine) {
    List<Integer> before = ours(machine);
    try (Hammer hammer = Hammer.on(machine, 25, 2525)) {
      machine.run("systemctl", "restart", "postfix").ok();
      machine.run("systemctl", "restart", "postfix").ok();
      hammer.noneRefused();
    }

    assertThat(ours(machine)).isNotEmpty().doesNotContainAnyElementsOf(before);
    assertThat(machine.run("systemctl", "is-active", "postfix").text()).isEqualTo("active");
    Ports.assertAnswering(machine, 25, 2525, 2626);
  }

  private static List<Integer> ours(Machine machine) {
    return machine.processes().stream()
        .filter(process -> List.of("standin", "supervise").contains(process.name()))
        .map(ProcessInfo::pid)
        .toList();
  }

  @Test
  void restartWithAnotherDataDirectoryStartsAllAnewThere(Machine machine) {
    machine.sh("install -d -o postfix /var/lib/other").ok();
    machine.run("postconf", "-e", "data_directory=/var/lib/other").ok();

    machine.run("systemctl", "restart", "postfix").ok();

    assertThat(machine.exists("/var/lib/other/master.lock")).isTrue();
    Ports.assertAnswering(machine, 25, 2525, 2626);
    machine.run("postconf", "-e", "data_directory=/var/lib/postfix").ok();
    machine.run("systemctl", "restart", "postfix").ok();
  }

  /** Its units have other names then, and systemd has another command for its start. */
  @Test
  void anotherNameOfTheInstanceTakesAnotherStart(Machine machine) {
    machine.run("postconf", "-e", "multi_instance_name=postfix-mail").ok();
    assertThat(reload(machine).exit()).isNotZero();
    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);

    machine.run("systemctl", "restart", "postfix");
    machine.run("systemctl", "start", "postfix").ok();

    assertThat(machine.run("systemctl", "is-active", "postfix-mail-smtp-inet.socket").text())
        .isEqualTo("active");
    Ports.assertAnswering(machine, 25, 2525, 2626);
    machine.run("postconf", "-X", "multi_instance_name").ok();
    machine.run("systemctl", "restart", "postfix");
    machine.run("systemctl", "start", "postfix").ok();
    assertThat(machine.sh("ls /run/systemd/system").out()).doesNotContain("postfix-mail-");
  }

  @Test
  void restartWithAFileThatIsNoGoodLeavesWhatIsInForce(Machine machine) {
    machine.sh(": >" + MASTER_CF).ok();

    machine.run("systemctl", "restart", "postfix").ok();

    assertThat(Ports.of(machine)).containsExactly(25, 2525, 2626);
    Ports.assertAnswering(machine, 25, 2525, 2626);
  }

  @Test
  void stopLeavesNothingInForce(Machine machine) {
    machine.run("systemctl", "stop", "postfix").ok();

    assertThat(machine.sh("ls /run/systemd/system").out()).doesNotContain("postfix");
    assertThat(machine.sh("find /run/masterless/postfix -name '*.cf'").out()).isEmpty();
    assertThat(machine.run("systemctl", "show", "-P", "NeedDaemonReload", "postfix").text())
        .isEqualTo("no");
    machine.run("systemctl", "reset-failed", "postfix", "postfix@-");
    machine.run("systemctl", "start", "postfix").ok();
  }
}
