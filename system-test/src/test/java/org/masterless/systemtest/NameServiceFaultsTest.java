package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of mail when a source of nsswitch.conf(5) hangs: that for those whom it is asked for
 * waits, and the processes that hang with it leave their places to others before long.
 */
@OnMachine
class NameServiceFaultsTest {
  private static final String UNIT = "masterless-lmtp-deliver-unix.service";
  private static final int PLACES = 8;

  /** The first line goes on with the entry of lmtp-deliver. */
  private static final String ENTRIES =
      "  --timeout 5 --max-processes " + PLACES + "\n" + LmtpServices.ON_A_PORT;

  @Prepare
  static void startServices(Machine machine) {
    TestDaemon.installNameService(machine, "late");
    machine.run("sed", "-i", "/^passwd:/s/$/ late/", "/etc/nsswitch.conf").ok();
    machine.run("install", "-d", "-o", "3050", "-g", "3050", "-m", "700", "/home/late").ok();
    LmtpTest.fromPostfix(machine, ENTRIES);
    // Not by local(8), which looks users up itself.
    Postfix.on(machine).set("local_transport=lmtp:unix:/run/masterless/lmtp");
    Postfix.on(machine).reload();
  }

  private static <T> T whileItHangs(Machine machine, Supplier<T> what) {
    machine.write("/etc/late", "");
    try {
      return what.get();
    } finally {
      machine.run("rm", "/etc/late").ok();
    }
  }

  private static SmtpClient.Reply rcptToLate(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine, "127.0.0.1", LmtpServices.PORT)) {
      return rcptToLate(client);
    }
  }

  private static SmtpClient.Reply rcptToLate(SmtpClient client) {
    client.command("LHLO client.example.test").is(250);
    client.mailFrom("carol@example.com").is(250);
    return client.rcptTo("late@example.test");
  }

  /** With a thread for each, however few processors there are. */
  private static <T> CompletableFuture<T> later(Supplier<T> what) {
    return CompletableFuture.supplyAsync(what, task -> new Thread(task).start());
  }

  private static long running(Machine machine) {
    return machine.processes().stream().filter(process -> process.unit().equals(UNIT)).count() - 1;
  }

  @Test
  void mailWaitsForItAndThenArrives(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    String subject =
        whileItHangs(
            machine,
            () -> {
              postfix.sendmail("carol@example.com", "late@example.test", "in time");
              assertThat(postfix.awaitDeferred().recipients()).containsExactly("late@example.test");
              postfix.sendmail("carol@example.com", "u1@example.test", "in time");
              postfix.awaitMail("u1", "Subject: in time");
              return "Subject: in time";
            });
    postfix.awaitQueueSent(Duration.ofSeconds(30));
    assertThat(machine.sh("cat /home/late/Maildir/new/*").ok().lines())
        .filteredOn(subject::equals)
        .hasSize(1);
    assertThat(rcptToLate(machine).code()).isEqualTo(250);
  }

  /** It has opened /etc/shadow in the service, and does so again in each process. */
  @Test
  void whatItHasOpenIsClosedForWhoBecomesTheUser(Machine machine) {
    machine.run("systemctl", "restart", UNIT).ok();
    try (SmtpClient client = SmtpClient.connect(machine, "127.0.0.1", LmtpServices.PORT)) {
      rcptToLate(client).is(250);
      assertThat(openOf(machine, 0)).contains("/etc/shadow");
      assertThat(openOf(machine, 3050)).contains("socket:").doesNotContain("/etc/shadow");
    }
  }

  private static String openOf(Machine machine, int uid) {
    String pids =
        machine.processes().stream()
            .filter(process -> process.unit().equals(UNIT) && process.uids().get(0) == uid)
            .map(process -> "/proc/" + process.pid() + "/fd")
            .collect(Collectors.joining(" "));
    return machine.sh("ls -l " + pids).text();
  }

  /** All sources are loaded at the start, for which it asks for somebody whom none knows. */
  @Test
  void aServiceThatStartsMeanwhileServesThoseWhomOthersKnow(Machine machine) {
    whileItHangs(
        machine,
        () -> {
          machine.run("systemctl", "restart", UNIT).ok();
          return assertThat(
                  LmtpClient.replies(machine, AcknowledgedMail.text("early", 1000), "u1", "u2"))
              .containsOnly("250 2.0.0");
        });
    assertThat(machine.journal("-u", UNIT, "-o", "cat"))
        .contains("sources of users are not loaded beforehand: a look-up failed, or takes longer");
    assertThat(rcptToLate(machine).code()).isEqualTo(250);
  }

  @Test
  void aFewWhomItIsAskedForDontKeepOthersWaitingForLong(Machine machine) {
    whileItHangs(
        machine,
        () -> {
          List<CompletableFuture<SmtpClient.Reply>> hanging =
              Stream.generate(() -> later(() -> rcptToLate(machine))).limit(2 * PLACES).toList();
          Eventually.eventually("all places to be taken", () -> running(machine) == PLACES);
          assertThat(
                  LmtpClient.replies(machine, AcknowledgedMail.text("meanwhile", 1000), "u1", "u2"))
              .containsOnly("250 2.0.0");
          return assertThat(hanging)
              .extracting(CompletableFuture::join)
              .extracting(SmtpClient.Reply::code)
              .containsOnly(451);
        });
    assertThat(machine.journal("-u", UNIT, "-o", "cat")).contains("was killed by signal 9");
  }
}
