package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each daemon does its work in its sandbox; those that all mail goes through are in {@link
 * MailFlow}, pipe(8) is in {@link LocalPrograms}.
 */
@OnMachine
class DaemonsTest {
  private static final String TRANSPORT =
      """
      discard.example.net discard:all is well
      error.example.net   error:5.7.1 gone for good
      retry.example.net   retry:4.7.1 not today
      lmtp.example.net    lmtp:[127.0.0.1]:2424
      cached.example.net  smtp:[192.0.2.30]:2530
      flush.example.net   relay:[192.0.2.31]:2531
      """;

  /** Answers each question about bl.example.test with 127.0.0.3. */
  private static final String NAME_SERVER =
      """
      use IO::Socket::INET;
      my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:53", Proto => "udp") or die;
      $| = 1;
      print "ready\\n";
      while (my $from = $s->recv(my $q, 512)) {
        my ($name) = substr($q, 12) =~ /^(.*?\\0)/s;
        my ($type) = unpack "n", substr($q, 12 + length $name);
        my $known = $type == 1 && $name =~ /\\x02bl\\x07example/;
        my $answer = $known ? pack("nnnNnC4", 0xc00c, 1, 1, 60, 4, 127, 0, 0, 3) : "";
        my $head = substr($q, 0, 2) . pack("n5", $known ? 0x8580 : 0x8583, 1, $known ? 1 : 0, 0, 0);
        $s->send($head . $name . pack("nn", $type, 1) . $answer);
      }
      """;

  @Prepare
  static void configure(Machine machine) {
    for (String user : List.of("alice", "bob")) {
      machine.addUser(user);
    }
    machine.run("install", "-d", "-o", "5000", "-g", "5000", "-m", "700", "/srv/vmail").ok();
    machine.write("/etc/resolv.conf", "nameserver 127.0.0.1\n");
    machine.write("/etc/postfix/transport", TRANSPORT);
    Postfix postfix = Postfix.on(machine);
    addServices(postfix);
    setParameters(postfix);
    postfix.toUnits();
  }

  private static void addServices(Postfix postfix) {
    EveryService.addSuggested(postfix);
    postfix.service("7000/inet", "7000 inet n n n - - spawn user=nobody argv=/usr/bin/id -un");
    postfix.service(
        "2525/inet",
        "2525 inet n - y - - smtpd -o local_recipient_maps= -o address_verify_poll_delay=1s"
            + " -o smtpd_recipient_restrictions=reject_unverified_recipient,permit");
    postfix.service(
        "2526/inet",
        "2526 inet n - y - - smtpd -o smtpd_client_connection_rate_limit=2"
            + " -o smtpd_client_event_limit_exceptions=");
  }

  private static void setParameters(Postfix postfix) {
    postfix.set(
        "transport_maps=texthash:/etc/postfix/transport",
        "relay_domains=flush.example.net",
        "smtp_connection_cache_destinations=192.0.2.30,[192.0.2.30]:2530",
        "smtp_connection_cache_time_limit=30s",
        "qmqpd_authorized_clients=127.0.0.1",
        "virtual_mailbox_domains=virtual.example.net",
        "virtual_mailbox_base=/srv/vmail",
        "virtual_mailbox_maps=inline:{box@virtual.example.net=box/}",
        "virtual_uid_maps=static:5000",
        "virtual_gid_maps=static:5000",
        "smtpd_tls_session_cache_database=btree:$data_directory/smtpd_scache",
        "smtpd_tls_loglevel=1",
        // With tests after the greeting, postscreen serves a client itself at first.
        "postscreen_access_list=",
        "postscreen_greet_wait=1s",
        "postscreen_non_smtp_command_enable=yes",
        "postscreen_dnsbl_sites=bl.example.test",
        "postscreen_dnsbl_threshold=2",
        "postscreen_cache_map=proxy:btree:$data_directory/postscreen_cache");
  }

  @AfterEach
  void nothingWasForbidden(Machine machine) {
    assertThat(machine.journal("--facility=mail"))
        .doesNotContain("fatal:", "panic:", "not permitted", "Permission denied", "Read-only file");
  }

  @Test
  void postscreenTestsAClientOverTlsAndPassesItOnTheNextTime(Machine machine) {
    try (Session nameServer = machine.start("perl", "-e", NAME_SERVER)) {
      assertThat(nameServer.readLine()).contains("ready");
      try (SmtpClient client = SmtpClient.connectTls(machine)) {
        client.ehlo("client.example.com").is(250);
        client.mailFrom("carol@example.com").is(250);
        client.rcptTo("alice@example.test").is(450);
        client.quit();
      }
    }

    Postfix postfix = Postfix.on(machine);
    postfix.smtp("carol@example.com", "alice@example.test", "past postscreen");

    postfix.awaitMail("alice", "Subject: past postscreen");
    assertThat(machine.journal("-t", "postfix/postscreen")).contains("PASS NEW", "PASS OLD");
    assertThat(machine.journal("-t", "postfix/tlsproxy")).contains("TLS connection established");
    assertThat(machine.journal("-t", "postfix/dnsblog"))
        .contains("addr 127.0.0.1 listed by domain bl.example.test as 127.0.0.3");
  }

  @Test
  void proxymapWritesACacheThatIsShared(Machine machine) {
    machine.sh("nc -N 127.0.0.1 25 </dev/null").ok();

    Eventually.eventually("a cache", () -> machine.exists("/var/lib/postfix/postscreen_cache.db"));
    assertThat(owner(machine, "/var/lib/postfix/postscreen_cache.db")).isEqualTo("postfix");
    assertThat(daemonsOf(machine, "postfix-proxywrite-unix.service")).isEqualTo("proxymap");
  }

  @Test
  void proxymapAnswersQuestionsAboutUsers(Machine machine) {
    assertThat(machine.run("postmap", "-q", "alice", "proxy:unix:passwd.byname").ok().out())
        .contains("/home/alice");
  }

  @Test
  void verifyProbesRecipientsAndRemembersThem(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine, "127.0.0.1", 2525)) {
      client.ehlo("client.example.com").is(250);
      client.mailFrom("carol@example.com").is(250);
      client.rcptTo("alice@example.test").is(250);
      assertThat(client.rcptTo("nobody-here@example.test").is(450).lines().toString())
          .contains("unknown user");
    }

    assertThat(owner(machine, "/var/lib/postfix/verify_cache.db")).isEqualTo("postfix");
  }

  @Test
  void anvilCountsConnections(Machine machine) {
    List<String> greetings =
        machine.sh("for i in 1 2 3; do nc -N 127.0.0.1 2526 </dev/null; done").lines();

    assertThat(greetings.get(0)).startsWith("220 ");
    assertThat(greetings.get(2)).startsWith("421 ").contains("too many connections");
  }

  @Test
  void scacheKeepsAConnectionForTheNextMessage(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Sink outside = Sink.start(machine, "192.0.2.30", 2530)) {
      for (String subject : List.of("first", "second")) {
        postfix.sendmail("alice", "friend@cached.example.net", subject);
        outside.awaitMail("Subject: " + subject);
        postfix.awaitEmptyQueue();
      }
    }

    assertThat(machine.journal("-t", "postfix/smtp")).contains("conn_use=2");
    assertThat(daemonsOf(machine, "postfix-scache-unix.service")).isEqualTo("scache");
  }

  @Test
  void discardThrowsMailAway(Machine machine) {
    Postfix.on(machine).sendmail("alice", "x@discard.example.net", "nobody reads this");

    awaitLog(machine, "postfix/discard", "status=sent (all is well)");
  }

  @Test
  void errorReturnsMailToItsSender(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.sendmail("alice", "x@error.example.net", "comes back");

    assertThat(postfix.awaitMail("alice", "Subject: comes back")).contains("gone for good");
  }

  @Test
  void retryKeepsMailInTheQueueWithAReason(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.sendmail("alice", "x@retry.example.net", "stays");

    Eventually.await(
        "the reason in the queue",
        () -> machine.run("postqueue", "-p").ok().out(),
        queue -> queue.contains("not today") && queue.contains("x@retry.example.net"));
    machine.run("postsuper", "-d", "ALL").ok();
  }

  @Test
  void virtualDeliversToMailboxesOfAUserWithoutAnAccount(Machine machine) {
    Postfix.on(machine).sendmail("carol@example.com", "box@virtual.example.net", "to virtual");

    String mail = "cat /srv/vmail/box/new/*";
    Eventually.await("the mail", () -> machine.sh(mail).out(), text -> text.contains("to virtual"));
    assertThat(machine.sh("stat -c %u /srv/vmail/box/new/*").text()).isEqualTo("5000");
  }

  @Test
  void lmtpDeliversToAMailStore(Machine machine) {
    try (Sink store = Sink.start(machine, "127.0.0.1", 2424, "-L")) {
      Postfix.on(machine).sendmail("carol@example.com", "x@lmtp.example.net", "by LMTP");

      store.awaitMail("Subject: by LMTP");
    }
    awaitLog(machine, "postfix/lmtp", "status=sent");
  }

  @Test
  void flushFindsTheMailOfASite(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.sendmail("alice", "x@flush.example.net", "for the site");
    postfix.awaitDeferred();
    try (Sink site = Sink.start(machine, "192.0.2.31", 2531)) {
      machine.run("postqueue", "-s", "flush.example.net").ok();

      site.awaitMail("Subject: for the site");
      postfix.awaitEmptyQueue();
    }
    assertThat(daemonsOf(machine, "postfix-flush-unix.service")).contains("flush");
  }

  @Test
  void traceReportsWhatWouldHappenToMail(Machine machine) {
    machine.runAs("alice", "/usr/sbin/sendmail", "-bv", "bob").ok();

    assertThat(Postfix.on(machine).awaitMail("alice", "Mail Delivery Status Report"))
        .contains("bob@example.test", "deliverable");
  }

  @Test
  void qmqpdTakesMail(Machine machine) {
    machine.sh("qmqp-source -f carol@example.com -t alice@example.test 127.0.0.1:628").ok();

    assertThat(Postfix.on(machine).awaitMail("alice", "with QMQP")).contains("carol@example.com");
  }

  @Test
  void spawnRunsACommandAsItsUser(Machine machine) {
    assertThat(machine.sh("nc 127.0.0.1 7000 </dev/null").text()).isEqualTo("nobody");
  }

  @Test
  void tlsmgrKeepsRandomnessAndSessions(Machine machine) {
    machine
        .sh("echo QUIT | openssl s_client -quiet -starttls smtp -connect 127.0.0.1:2525 2>&1")
        .ok();

    Eventually.eventually("a cache", () -> machine.exists("/var/lib/postfix/smtpd_scache.db"));
    assertThat(owner(machine, "/var/lib/postfix/smtpd_scache.db")).isEqualTo("postfix");
    assertThat(owner(machine, "/var/lib/postfix/prng_exch")).isEqualTo("postfix");
  }

  /** Its file is root's, so this service starts as root. */
  @Test
  void postlogdWritesALogFile(@Fresh Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("maillog_file=/var/log/postfix.log");
    postfix.restart();

    machine.run("postlog", "-t", "postfix/test", "hello").ok();

    Eventually.await(
        "the line",
        () -> machine.run("cat", "/var/log/postfix.log").out(),
        log -> log.contains("postfix/test") && log.contains("hello"));
    assertThat(daemonsOf(machine, "postfix-postlog-unix-dgram.service")).isEqualTo("postlogd");
  }

  private static void awaitLog(Machine machine, String program, String text) {
    Eventually.await(text, () -> machine.journal("-t", program), journal -> journal.contains(text));
  }

  private static String owner(Machine machine, String path) {
    return machine.run("stat", "-c", "%U", path).ok().text();
  }

  private static String daemonsOf(Machine machine, String unit) {
    return Postfix.on(machine).processes().stream()
        .filter(daemon -> daemon.unit().equals(unit))
        .map(ProcessInfo::name)
        .findFirst()
        .orElse("none");
  }
}
