package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code postfix.service} and {@code postfix(1)} mean what they always meant. Under both. */
abstract class Handle {

  @Prepare
  static void addUser(Machine machine) {
    machine.addUser("alice");
  }

  @AfterEach
  void startAgain(Machine machine) {
    machine.run("systemctl", "unmask", "postfix");
    machine.run("systemctl", "enable", "postfix");
    // The tests start it more often than systemd thinks sound.
    machine.run("systemctl", "reset-failed", "postfix", "postfix@-");
    machine.run("systemctl", "restart", "postfix").ok();
  }

  @Test
  void systemctlStopClosesEveryPortAndStartOpensThem(Machine machine) {
    machine.run("systemctl", "stop", "postfix").ok();

    assertNothingOfPostfixRuns(machine);
    assertThat(machine.run("systemctl", "is-active", "postfix").exit()).isEqualTo(3);

    machine.run("systemctl", "start", "postfix").ok();
    assertMailFlows(machine, "after stop and start");
  }

  @Test
  void systemctlRestartKeepsMailFlowing(Machine machine) {
    machine.run("systemctl", "restart", "postfix").ok();

    assertMailFlows(machine, "after restart");
  }

  @Test
  void systemctlReloadMakesAChangeOfMainCfCount(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("smtpd_banner=$myhostname changed");

    machine.run("systemctl", "reload", "postfix").ok();

    awaitGreeting(machine, "mail.example.test changed");
    machine.run("postconf", "-X", "smtpd_banner").ok();
    machine.run("systemctl", "reload", "postfix").ok();
  }

  @Test
  void postfixReloadMakesAChangeOfMainCfCount(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("smtpd_banner=$myhostname reloaded");

    machine.run("postfix", "reload").ok();

    awaitGreeting(machine, "mail.example.test reloaded");
    machine.run("postconf", "-X", "smtpd_banner").ok();
    machine.run("postfix", "reload").ok();
  }

  @Test
  void postfixStatusTellsWhetherItRuns(Machine machine) {
    assertThat(machine.run("postfix", "status").exit()).isZero();

    machine.run("systemctl", "stop", "postfix").ok();

    Eventually.eventually("its end", () -> machine.run("postfix", "status").exit() != 0);
  }

  @Test
  void postfixStopStopsAllOfIt(Machine machine) {
    machine.run("postfix", "stop").ok();

    assertNothingOfPostfixRuns(machine);
  }

  @Test
  void postfixFlushDeliversWhatWaits(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("relayhost=[127.0.0.1]:2528");
    postfix.reload();
    postfix.sendmail("alice", "friend@example.com", "flushed");
    postfix.awaitDeferred();
    try (Sink outside = Sink.start(machine, "127.0.0.1", 2528)) {
      machine.run("postfix", "flush").ok();

      outside.awaitMail("Subject: flushed");
      postfix.awaitEmptyQueue();
    }
  }

  @Test
  void systemctlStatusShowsItRunning(Machine machine) {
    assertThat(machine.run("systemctl", "status", "postfix", "--no-pager").ok().out())
        .contains("Active: active");
  }

  @Test
  void itStartsAtBootWhereEnabled(@Fresh Machine machine) {
    machine.reboot();

    assertThat(machine.state()).isEqualTo("running");
    assertMailFlows(machine, "after reboot");
  }

  @Test
  void itStaysOffAfterARebootWhereDisabledUntilEnabledAgain(@Fresh Machine machine) {
    machine.run("systemctl", "disable", "postfix").ok();
    machine.reboot();

    assertNothingOfPostfixRuns(machine);
    assertThat(machine.run("systemctl", "is-enabled", "postfix").text()).isEqualTo("disabled");

    machine.run("systemctl", "enable", "postfix").ok();
    machine.reboot();

    assertMailFlows(machine, "enabled again");
  }

  @Test
  void itCannotBeStartedWhereMaskedUntilUnmasked(@Fresh Machine machine) {
    machine.run("systemctl", "stop", "postfix").ok();
    machine.run("systemctl", "mask", "postfix").ok();
    machine.reboot();

    assertThat(machine.run("systemctl", "start", "postfix").exit()).isNotZero();
    assertNothingOfPostfixRuns(machine);

    machine.run("systemctl", "unmask", "postfix").ok();
    machine.reboot();

    assertMailFlows(machine, "unmasked");
  }

  static void assertMailFlows(Machine machine, String subject) {
    Postfix postfix = Postfix.on(machine);
    postfix.smtp("carol@example.com", "alice@example.test", subject + " (smtp)");
    postfix.sendmail("carol@example.com", "alice", subject + " (sendmail)");
    postfix.awaitMail("alice", "Subject: " + subject + " (smtp)");
    postfix.awaitMail("alice", "Subject: " + subject + " (sendmail)");
  }

  static void assertNothingOfPostfixRuns(Machine machine) {
    Eventually.await(
        "the end of all daemons", () -> Postfix.on(machine).processes(), list -> list.isEmpty());
    assertThat(machine.run("ss", "-Hltn", "sport = :25").out()).isEmpty();
  }

  private static void awaitGreeting(Machine machine, String expected) {
    Eventually.await(
        "the new greeting",
        () -> machine.sh("echo QUIT | nc -N 127.0.0.1 25").out(),
        greeting -> greeting.contains("220 " + expected));
  }
}
