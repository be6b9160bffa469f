package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Mail goes in and comes out. What is promised here is what stock Postfix does, so the same tests
 * run under both.
 */
abstract class MailFlow {

  @Prepare
  static void addUsers(Machine machine) {
    machine.addUser("alice");
    machine.addUser("bob");
    machine.write("/home/bob/.forward", "/home/bob/Maildir/\n");
    machine.run("chown", "bob:", "/home/bob/.forward").ok();
  }

  @Test
  void smtpDeliversToAMailbox(Machine machine) {
    Postfix postfix = Postfix.on(machine);

    postfix.smtp("carol@example.com", "alice@example.test", "smtp to mbox");

    String mail = postfix.awaitMail("alice", "Subject: smtp to mbox");
    assertThat(mail).contains("Return-Path: <carol@example.com>", "with ESMTP");
    assertThat(machine.run("stat", "-c", "%U:%G", "/var/mail/alice").text())
        .isEqualTo("alice:mail");
  }

  @Test
  void smtpDeliversToAMaildir(Machine machine) {
    Postfix postfix = Postfix.on(machine);

    postfix.smtp("carol@example.com", "bob@example.test", "smtp to Maildir");

    postfix.awaitMail("bob", "Subject: smtp to Maildir");
    assertThat(postfix.mbox("bob")).isEmpty();
    assertThat(machine.run("stat", "-c", "%U:%a", "/home/bob/Maildir").text()).isEqualTo("bob:700");
  }

  @Test
  void everyUserGetsAMaildirWhereMainCfSaysSo(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    machine.addUser("dave");
    postfix.set("home_mailbox=Maildir/");
    postfix.reload();

    postfix.smtp("carol@example.com", "dave@example.test", "home_mailbox");

    postfix.awaitMail("dave", "Subject: home_mailbox");
    assertThat(postfix.maildir("dave")).hasSize(1);
    machine.run("postconf", "-X", "home_mailbox").ok();
    postfix.reload();
  }

  @Test
  void sendmailDeliversForAnOrdinaryUser(Machine machine) {
    machine
        .runAs("bob", "sh", "-c", "printf 'Subject: by bob\n\nhello\n' | /usr/sbin/sendmail alice")
        .ok();

    assertThat(Postfix.on(machine).awaitMail("alice", "Subject: by bob"))
        .contains("From: bob@example.test");
  }

  @Test
  void mailDelivers(Machine machine) {
    machine.sh("echo hello | mail -s 'by mail' alice bob").ok();

    Postfix postfix = Postfix.on(machine);
    assertThat(postfix.awaitMail("alice", "Subject: by mail")).contains("hello");
    assertThat(postfix.awaitMail("bob", "Subject: by mail")).contains("hello");
  }

  @Test
  void mailForElsewhereLeavesThroughTheRelayHost(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Sink outside = Sink.start(machine, "192.0.2.25", 2525)) {
      postfix.set("relayhost=" + outside.destination());
      postfix.reload();

      postfix.sendmail("alice", "friend@example.com", "to the outside");

      assertThat(outside.awaitMail("Subject: to the outside")).contains("friend@example.com");
      postfix.awaitEmptyQueue();
    }
  }

  @Test
  void anUnknownRecipientIsRefusedBySmtpAndBouncedToASender(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.ehlo("client.example.com").is(250);
      client.mailFrom("carol@example.com").is(250);
      client.rcptTo("nobody-here@example.test").is(550);
    }
    Postfix postfix = Postfix.on(machine);

    postfix.sendmail("alice", "nobody-here@example.test", "into the void");

    assertThat(postfix.awaitMail("alice", "Undelivered Mail Returned to Sender"))
        .contains("unknown user", "Subject: into the void");
    postfix.awaitEmptyQueue();
  }

  @Test
  void whatIsDeferredWaitsInTheQueueAndLeavesWhenFlushed(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("relayhost=[127.0.0.1]:2526");
    postfix.reload();
    postfix.sendmail("alice", "friend@example.com", "not yet");

    Postfix.Queued waiting = postfix.awaitDeferred();
    assertThat(waiting.recipients()).isEqualTo(List.of("friend@example.com"));
    assertThat(machine.run("postqueue", "-p").ok().out())
        .contains(waiting.id(), "friend@example.com", "Connection refused");
    assertThat(machine.run("mailq").ok().out()).contains(waiting.id());

    try (Sink outside = Sink.start(machine, "127.0.0.1", 2526)) {
      machine.run("postqueue", "-f").ok();
      outside.awaitMail("Subject: not yet");
      postfix.awaitEmptyQueue();
    }
  }

  @Test
  void anAdminDeletesAMessageFromTheQueue(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("relayhost=[127.0.0.1]:2527");
    postfix.reload();
    postfix.sendmail("alice", "friend@example.com", "never mind");
    Postfix.Queued waiting = postfix.awaitDeferred();

    machine.run("postsuper", "-d", waiting.id()).ok();

    assertThat(postfix.queue()).isEmpty();
    assertThat(machine.run("postqueue", "-p").ok().text()).isEqualTo("Mail queue is empty");
  }

  @Test
  void aNewAliasCountsAfterNewaliases(Machine machine) {
    machine.append("/etc/aliases", "sales: alice\n");
    machine.run("newaliases").ok();

    Postfix postfix = Postfix.on(machine);
    Eventually.eventually("a daemon that knows the alias", () -> knows(machine, "sales"));
    postfix.smtp("carol@example.com", "sales@example.test", "to sales");

    assertThat(postfix.awaitMail("alice", "Subject: to sales")).contains("To: sales@");
  }

  @Test
  void startTlsWorksWithDebiansKey(Machine machine) {
    try (SmtpClient client = SmtpClient.connectTls(machine)) {
      client.mail("carol@example.com", "alice@example.test", "Subject: by TLS\n\nhello\n");
      client.quit();
    }

    assertThat(Postfix.on(machine).awaitMail("alice", "Subject: by TLS")).contains("with ESMTPS");
    assertThat(machine.journal("-t", "postfix/smtpd")).doesNotContain("cannot get RSA private key");
  }

  /** A cleanup that gets no token from the flow pipe waits for in_flow_delay, a second. */
  @Test
  void noMessageWaitsForASecond(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.smtp("carol@example.com", "alice@example.test", "warm up");
    postfix.awaitMail("alice", "Subject: warm up");

    for (int i = 0; i < 5; i++) {
      postfix.smtp("carol@example.com", "alice@example.test", "quick " + i);
      postfix.awaitMail("alice", "Subject: quick " + i);
    }

    List<Double> delays =
        Pattern.compile("orig_to=<alice@example.test>|to=<alice@example.test>.* delay=([0-9.]+)")
            .matcher(machine.journal("-t", "postfix/local"))
            .results()
            .filter(match -> match.group(1) != null)
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertThat(delays.subList(delays.size() - 5, delays.size()))
        .allSatisfy(d -> assertThat(d).isLessThan(0.9));
  }

  private static boolean knows(Machine machine, String alias) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.ehlo("client.example.com").is(250);
      client.mailFrom("carol@example.com").is(250);
      return client.rcptTo(alias + "@example.test").code() == 250;
    }
  }
}
