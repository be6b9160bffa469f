package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The base images are what we say: Debian's Postfix, untouched, and it works. */
@OnMachine(staged = false)
class StockPostfixTest {

  @Prepare
  static void addUsers(Machine machine) {
    machine.addUser("alice");
  }

  @Test
  void deliversBySmtp(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.mail("bob@example.test", "alice@example.test", "Subject: by SMTP\n\nhello\n");
      client.quit().is(221);
    }

    assertThat(Postfix.on(machine).awaitMail("alice", "Subject: by SMTP")).contains("hello");
  }

  @Test
  void deliversBySendmail(Machine machine) {
    machine.runWith("Subject: by sendmail\n\nhello\n", "sendmail", "alice").ok();

    assertThat(Postfix.on(machine).awaitMail("alice", "Subject: by sendmail")).contains("hello");
  }

  @Test
  void speaksTlsWithDebiansKey(Machine machine) {
    try (SmtpClient client = SmtpClient.connectTls(machine)) {
      client.mail("bob@example.test", "alice@example.test", "Subject: by TLS\n\nhello\n");
    }

    assertThat(Postfix.on(machine).awaitMail("alice", "Subject: by TLS")).contains("with ESMTPS");
  }

  @Test
  void relaysToASinkOutside(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Sink sink = Sink.start(machine, "192.0.2.25", 2525)) {
      postfix.set("relayhost=" + sink.destination());
      machine.run("postfix", "reload").ok();
      machine.runWith("Subject: out\n\nhello\n", "sendmail", "friend@example.com").ok();

      assertThat(sink.awaitMail("Subject: out")).contains("friend@example.com", "hello");
      postfix.awaitEmptyQueue();
    }
  }

  @Test
  void showsWhatWaitsInTheQueue(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("defer_transports=smtp");
    machine.run("postfix", "reload").ok();
    machine.runWith("Subject: later\n\nhello\n", "sendmail", "-f", "alice", "x@example.com").ok();

    Postfix.Queued waiting = postfix.awaitDeferred();

    assertThat(waiting.sender()).isEqualTo("alice@example.test");
    assertThat(waiting.recipients()).isEqualTo(List.of("x@example.com"));
    machine.run("postsuper", "-d", waiting.id()).ok();
    postfix.awaitEmptyQueue();
  }

  @Test
  void runsUnderMaster(Machine machine) {
    assertThat(Postfix.on(machine).processes())
        .extracting(ProcessInfo::name)
        .contains("master", "qmgr", "pickup");
  }
}
