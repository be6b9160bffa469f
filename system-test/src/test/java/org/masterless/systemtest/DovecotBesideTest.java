package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A real Dovecot reads, marks, expunges, counts and delivers in the Maildirs that we deliver to.
 */
@OnMachine
class DovecotBesideTest {
  private static final int OURS = 24;
  private static final int DOVECOTS = 2424;

  @Prepare
  static void startServices(Machine machine) {
    LmtpServices.addUsers(machine, 4);
    machine.write("/etc/masterless/lmtp-proxy.conf", "[addresses]\nlocal_domains = example.test\n");
    LmtpServices.start(machine, LmtpServices.ON_A_PORT);
    DovecotServer.start(machine, "");
    for (String script : List.of("lmtp-source.py", "imap-reader.py")) {
      machine.writeResource("/root/" + script, script);
    }
  }

  @AfterEach
  void dovecotHasNothingToComplainOf(Machine machine) {
    assertThat(DovecotServer.complaints(machine)).isEmpty();
  }

  /** An inbox, and a folder by the detail of the address. */
  @Test
  void imapSessionsSeeEachMessageOnceWhileMoreIsDelivered(Machine machine) {
    int messages = 120;
    machine.run("doveadm", "mailbox", "create", "-u", "u1", "lists.java").ok();
    machine.run("doveadm", "quota", "recalc", "-u", "u1").ok();
    try (Session inbox = reader(machine, "u1", "INBOX", messages);
        Session folder = reader(machine, "u1", "lists.java", messages);
        Session source =
            source(machine, OURS, 0, messages, "u1@example.test", "u1+lists.java@example.test")) {
      List<String> sent = source.rest();
      assertThat(sent).as(source.errors()).hasSize(messages);
      for (Session reader : List.of(inbox, folder)) {
        assertThat(reader.rest()).as(reader.errors()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(reader.exit()).as(reader.errors()).isZero();
      }
    }
    assertQuotaIsRight(machine, "u1");
  }

  @Test
  void dovecotsOwnLmtpDeliversBesideOurs(Machine machine) {
    int messages = 80;
    List<String> users = List.of("u2", "u3", "u4");
    users.forEach(user -> machine.run("doveadm", "quota", "recalc", "-u", user).ok());
    String[] recipients = users.stream().map(user -> user + "@example.test").toArray(String[]::new);
    List<Session> readers =
        users.stream().map(user -> reader(machine, user, "INBOX", 2 * messages)).toList();
    List<String> sent = new ArrayList<>();
    try (Session ours = source(machine, OURS, 0, messages, recipients);
        Session dovecots = source(machine, DOVECOTS, messages, messages, recipients)) {
      sent.addAll(ours.rest());
      sent.addAll(dovecots.rest());
      assertThat(sent).as(ours.errors() + dovecots.errors()).hasSize(2 * messages);
    }
    for (Session reader : readers) {
      assertThat(reader.rest()).as(reader.errors()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(reader.exit()).as(reader.errors()).isZero();
      reader.close();
    }
    for (String user : users) {
      assertThat(wrongSizes(machine, user)).isEmpty();
      assertQuotaIsRight(machine, user);
      List<String> before = uids(machine, user);
      machine.run("doveadm", "force-resync", "-u", user, "INBOX").ok();
      assertThat(uids(machine, user)).hasSizeGreaterThan(messages).isEqualTo(before);
    }
  }

  private static Session source(
      Machine machine, int port, int first, int count, String... recipients) {
    Stream<String> command =
        Stream.of("python3", "/root/lmtp-source.py", "" + port, "" + first, "" + count, "4");
    return machine.start(Stream.concat(command, Stream.of(recipients)).toArray(String[]::new));
  }

  private static Session reader(Machine machine, String user, String folder, int count) {
    return machine.start("python3", "/root/imap-reader.py", user, folder, "" + count);
  }

  /** What maildirsize has come to is what Dovecot finds when it counts everything anew. */
  private static void assertQuotaIsRight(Machine machine, String user) {
    String get = "doveadm -f tab quota get -u " + user + " | cut -f 2,3";
    String kept = machine.sh(get).ok().out();
    machine.run("doveadm", "quota", "recalc", "-u", user).ok();
    assertThat(kept).contains("MESSAGE").isEqualTo(machine.sh(get).ok().out());
  }

  /** Files that aren't as large as their names say. */
  private static List<String> wrongSizes(Machine machine, String user) {
    return machine
        .sh(
            "find ~%s/Maildir/new ~%s/Maildir/cur -type f -printf '%%s %%f\\n'"
                    .formatted(user, user)
                + " | awk '!index($2, \",S=\" $1 \",W=\")'")
        .ok()
        .lines();
  }

  private static List<String> uids(Machine machine, String user) {
    return machine
        .sh("doveadm -f tab fetch -u " + user + " 'uid guid' mailbox INBOX all")
        .ok()
        .lines();
  }
}
