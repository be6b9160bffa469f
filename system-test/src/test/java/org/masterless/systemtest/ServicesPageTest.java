package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What masterless.services(5) has as examples, with Debian's packages and Postfix on units. */
@OnMachine
class ServicesPageTest {
  private static final ServicesPage PAGE = ServicesPage.read();
  private static final String SIGNATURE = "masterless-test-signature";
  private static final String NEWER_SIGNATURE = "masterless-test-newer";
  private static final String GTUBE =
      "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
  private static final String SPAMASSASSIN = "/usr/bin/spamassassin";

  @Prepare
  static void doWhatThePageSays(Machine machine) {
    // Else packages start what waits for minutes for a network.
    machine.write("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n");
    machine.run("chmod", "755", "/usr/sbin/policy-rc.d").ok();
    List.of("clamav", "spamassassin", "policyd-spf").forEach(machine::installPackages);
    machine.addUser("bob");
    machine.sh("install -d -o bob -g bob -m 700 /home/virtual").ok();
    String ids = machine.sh("echo $(id -u bob):$(id -g bob)").text();
    DovecotServer.start(machine, "virtual::" + ids + "::/home/virtual::\n");
    machine.run("useradd", "--system", "filter").ok();
    LmtpServices.makeUser(machine);
    machine.write("/etc/masterless/lmtp-proxy.conf", "[addresses]\nlocal_domains = example.test\n");
    sign(machine, "/var/lib/clamav/own.ndb", SIGNATURE);
    set(machine, "/etc/clamav/clamd.conf", "LocalSocket ");
    machine.write("/etc/masterless/services.cf", entries());
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "enable", "--now", "masterless.target").ok();

    startMilter(machine);
    machine.write("/usr/local/bin/spamfilter", PAGE.block("SpamAssassin", 2));
    machine.run("chmod", "755", "/usr/local/bin/spamfilter").ok();
    startNames(machine);
    wirePostfix(machine);
  }

  private static String entries() {
    String lmtp = PAGE.block("LMTP delivery by masterless", 0);
    return lmtp.substring(0, lmtp.indexOf("lmtp-deliver unix"))
        + PAGE.block("Dovecot", 0)
        + PAGE.block("ClamAV", 0)
        + PAGE.block("SpamAssassin", 0)
        + PAGE.block("A policy daemon", 0);
  }

  /** As the page has it. */
  private static void set(Machine machine, String file, String setting) {
    String edit = "s|^" + setting + ".*|" + PAGE.words(setting) + "|";
    machine.run("sed", "-i", edit, file).ok();
  }

  /** Makes a file of a signature that clamd looks for. */
  private static void sign(Machine machine, String file, String signature) {
    String hexadecimal = "printf %s " + signature + " | od -An -tx1 | tr -d ' \\n'";
    String name = signature.substring(signature.lastIndexOf('-') + 1);
    machine.sh("echo \"" + name + ":0:*:$(" + hexadecimal + ")\" >" + file).ok();
  }

  /** As Debian has it, but for two settings. */
  private static void startMilter(Machine machine) {
    List.of("ClamdSocket ", "OnInfected ")
        .forEach(setting -> set(machine, "/etc/clamav/clamav-milter.conf", setting));
    // It forks, and its parent waits for minutes if it can't be told that the child is ready: the
    // child may be the user clamav before the parent is.
    machine.run("systemctl", "--no-block", "restart", "clamav-milter").ok();
    String socket = PAGE.words("smtpd_milters = ").replaceFirst(".*unix:", "");
    Eventually.eventually("clamav-milter", () -> machine.run("test", "-S", socket).exit() == 0);
  }

  private static void startNames(Machine machine) {
    machine.writeResource("/root/spf-names.py", "spf-names.py");
    machine.write("/etc/resolv.conf", "nameserver 127.0.0.1\n");
    machine.run("systemd-run", "--unit=names", "python3", "/root/spf-names.py").ok();
  }

  private static void wirePostfix(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    machine.append(
        "/etc/postfix/main.cf",
        PAGE.block("LMTP delivery by masterless", 1)
            + PAGE.words("smtpd_milters = ")
            + "\n"
            + PAGE.block("A policy daemon", 1));
    machine.append("/etc/postfix/master.cf", PAGE.block("SpamAssassin", 1));
    postfix.option("smtp/inet", PAGE.words("-o content_filter=").substring("-o ".length()));
    postfix.set("smtpd_authorized_xclient_hosts=127.0.0.1", "local_recipient_maps=");
    postfix.toUnits();
  }

  private static int replyToMailWith(Machine machine, String signature) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.ehlo("client.example.test").is(250);
      client.mailFrom("carol@example.com").is(250);
      client.rcptTo("bob@example.test").is(250);
      return client.data("Subject: virus\n\nthe " + signature + " is here\n").code();
    }
  }

  @Test
  void clamdRefusesAVirus(Machine machine) {
    assertThat(replyToMailWith(machine, SIGNATURE)).isEqualTo(550);
    Postfix.on(machine).smtp("carol@example.com", "bob@example.test", "no virus");
    assertThat(Postfix.on(machine).awaitMail("bob", "no virus")).contains("X-Virus-Status: Clean");
  }

  /** It has them from a file here, where there is no network. */
  @Test
  void freshclamTellsClamdOfNewSignatures(Machine machine) {
    sign(machine, "/srv/more.ndb", NEWER_SIGNATURE);
    machine.append("/etc/clamav/freshclam.conf", "DatabaseCustomURL file:///srv/more.ndb\n");
    assertThat(replyToMailWith(machine, NEWER_SIGNATURE)).isEqualTo(250);
    Result update = machine.run("freshclam", "--update-db=custom");
    assertThat(update.out()).contains("Clamd successfully notified");
    Eventually.eventually(
        "clamd to look for it", () -> replyToMailWith(machine, NEWER_SIGNATURE) == 550);
  }

  @Test
  void spamassassinMarksSpam(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.mail("carol@example.com", "bob@example.test", "Subject: spam\n\n" + GTUBE + "\n");
    }
    Postfix.on(machine).smtp("carol@example.com", "bob@example.test", "no spam");

    assertThat(Postfix.on(machine).awaitMail("bob", "Subject: spam\n"))
        .contains("X-Spam-Flag: YES", GTUBE);
    assertThat(Postfix.on(machine).awaitMail("bob", "Subject: no spam\n"))
        .contains("X-Spam-Status: No")
        .endsWith("\n\nhello\n");
  }

  /** Half a message on standard output, as of a process that is killed. */
  @Test
  void aMessageOfWhichSpamassassinGivesHalfWaits(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    machine.run("mv", SPAMASSASSIN, SPAMASSASSIN + ".away").ok();
    machine.write(SPAMASSASSIN, "#!/bin/sh\nhead -n 3\nkill -9 $$\n");
    machine.run("chmod", "755", SPAMASSASSIN).ok();
    postfix.smtp("carol@example.com", "bob@example.test", "cut short");
    postfix.awaitDeferred();
    machine.run("mv", SPAMASSASSIN + ".away", SPAMASSASSIN).ok();
    machine.run("postqueue", "-f").ok();

    assertThat(postfix.awaitMail("bob", "Subject: cut short\n")).endsWith("\n\nhello\n");
    assertThat(postfix.maildir("bob")).filteredOn(mail -> mail.contains("cut short")).hasSize(1);
    postfix.awaitEmptyQueue();
  }

  @Test
  void policydAnswersByTheSendersRecord(Machine machine) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.ehlo("client.example.test").is(250);
      client.command("XCLIENT ADDR=192.0.2.7 NAME=[UNAVAILABLE]").is(220);
      client.ehlo("client.example.test").is(250);
      client.mailFrom("carol@banned.example").is(250);
      assertThat(client.rcptTo("bob@example.test").is(550).lines().toString()).contains("SPF");
      client.command("RSET").is(250);
      client.mailFrom("carol@allowed.example").is(250);
      client.rcptTo("bob@example.test").is(250);
      client.data("Subject: allowed\n\nhello\n").is(250);
    }
    assertThat(Postfix.on(machine).awaitMail("bob", "Subject: allowed\n"))
        .contains("Received-SPF: Pass");
  }

  /** A user who isn't one of the machine's. */
  @Test
  void lmtpDeliverAsksDovecotWhoAUserIs(Machine machine) {
    Postfix.on(machine).smtp("carol@example.com", "virtual@example.test", "to a virtual user");

    Eventually.eventually(
        "the message",
        () -> machine.sh("grep -r 'to a virtual user' /home/virtual/Maildir/new").exit() == 0);
    assertThat(machine.sh("stat -c %U:%G:%a /home/virtual/Maildir/new/*").text())
        .isEqualTo("bob:bob:600");
  }
}
