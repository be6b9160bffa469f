package org.masterless.lmtpdeliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.delivery.DeliveryReply;
import org.masterless.delivery.Envelope;

/** The native {@code lmtp-deliver} as a front sees it. */
@Timeout(120)
class LmtpDeliverTest extends Served {
  @Test
  void aMessageIsStoredWithItsTraceAsItsUser() throws Exception {
    serve();
    assertThat(deliver("u1")).isEqualTo(STORED);
    Path file = messages().get(0);
    String content = Files.readString(file, ISO_8859_1);
    assertThat(content)
        .matches(
            "(?s)Return-Path: <sender@example.org>\n"
                + "Delivered-To: u1\\+lists@example.com\n"
                + "Received: from client.example.org \\(\\[192.0.2.1\\]\\)\n"
                + "\tby mx.example.com with LMTP\n"
                + "\tid 4X1\n"
                + "\t\\(envelope-from <sender@example.org>\\)\n"
                + "\tfor <u1\\+lists@example.com>; \\w{3}, \\d+ \\w{3} 20\\d\\d \\d\\d:\\d\\d:\\d\\d"
                + " \\+0000\n"
                + "Subject: test\n\nhello\n\\.\n");
    long lines = content.chars().filter(c -> c == '\n').count();
    assertThat(file.getFileName().toString())
        .matches("\\d{10}\\.M\\d{1,6}P\\d+\\.[^,:/]+,S=\\d+,W=\\d+")
        .endsWith(",S=" + content.length() + ",W=" + (content.length() + lines));
    assertThat(uid(file)).isEqualTo(UID);
    assertThat((int) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(0600);
    assertThat(filesIn(home.resolve("Maildir/tmp"))).isEmpty();
    waitForChildren();
    assertThat(log()).hasSize(1).first().asString().contains("4X1: user=u1, uid=20001, size=");
  }

  @Test
  void theFirstReplySaysWhomTheProcessHasBecomeAndItHasNoWayBack() throws Exception {
    serve();
    Conversation front = connect().name("u1");
    DeliveryReply reply = front.next().orElseThrow();
    assertThat(reply.uid()).isEqualTo(UID);
    List<String> status = Files.readAllLines(Path.of("/proc", child().pid() + "", "status"));
    String ids = "\t" + UID + "\t" + UID + "\t" + UID + "\t" + UID;
    assertThat(status)
        .contains("Uid:" + ids, "Gid:" + ids, "NoNewPrivs:\t1", "CapEff:\t0000000000000000")
        .contains("CapPrm:\t0000000000000000", "CapInh:\t0000000000000000")
        .contains("CapBnd:\t0000000000000000", "CapAmb:\t0000000000000000");
    assertThat(status).filteredOn(line -> line.startsWith("Groups:")).allMatch(this::isOwnGroup);
    assertThat(filesIn(Path.of("/proc", child().pid() + "", "fd"))).hasSize(4);
  }

  private boolean isOwnGroup(String line) {
    return line.trim().equals("Groups:") || line.trim().equals("Groups:\t" + UID);
  }

  @Test
  void aLargeMessageIsTheSameByteForByte() throws Exception {
    serve();
    byte[] body = new byte[1_000_000];
    new Random(1).nextBytes(body);
    long lines = 0;
    for (byte octet : body) {
      lines += octet == '\n' ? 1 : 0;
    }
    Conversation front = connect().name("u1");
    assertThat(front.reply()).isEqualTo("250 2.1.5");
    front.envelope(Conversation.envelope());
    for (int start = 0; start < body.length; ) {
      int end = Math.min(body.length, start + (start % 2 == 0 ? 65_536 : 33_333));
      front.data(Arrays.copyOfRange(body, start, end));
      start = end;
    }
    assertThat(front.end(body.length, lines).reply()).isEqualTo("250 2.0.0");
    byte[] stored = Files.readAllBytes(messages().get(0));
    assertThat(Arrays.copyOfRange(stored, stored.length - body.length, stored.length))
        .isEqualTo(body);
    assertThat(new String(stored, 0, stored.length - body.length, ISO_8859_1))
        .startsWith("Return-Path: <sender@example.org>\n")
        .endsWith(" +0000\n");
  }

  @Test
  void anEmptyMessageIsOneToo() throws Exception {
    serve();
    assertThat(deliver("u1", new Envelope().with(Envelope.RECIPIENT, "u1"), "")).isEqualTo(STORED);
    assertThat(messages().get(0)).content().startsWith("Return-Path: <>\nDelivered-To: u1\n");
  }

  @Test
  void theDetailsFolderIsUsedWhereThereIsOne() throws Exception {
    serve();
    deliver("u1");
    for (String name : List.of("", "tmp", "new", "cur")) {
      own(Files.createDirectory(home.resolve("Maildir/.lists").resolve(name)), UID);
    }
    Envelope envelope = Conversation.envelope().with(Envelope.DETAIL, "lists");
    assertThat(deliver("u1", envelope, Conversation.BODY)).isEqualTo(STORED);
    assertThat(filesIn(home.resolve("Maildir/.lists/new"))).hasSize(1);
    assertThat(messages()).hasSize(1);
  }

  @Test
  void theSourceOfUsersSaysWhereMailLiesAndHowMuchMayBeThere() throws Exception {
    Path elsewhere = folder.resolve("mail");
    own(Files.createDirectory(elsewhere), UID);
    Files.writeString(
        users,
        fields("u1", "userdb_mail=maildir:" + elsewhere + "/%u userdb_quota_rule=*:bytes=1000")
            + fields("u4", "userdb_mail=mbox:~/mail"));
    serve();
    assertThat(deliver("u1")).isEqualTo(STORED);
    assertThat(filesIn(elsewhere.resolve("u1/new"))).hasSize(1);
    assertThat(elsewhere.resolve("u1/maildirsize")).content().matches("1000S\n0 0\n\\d+ 1\n");
    assertThat(deliver("u1", Conversation.envelope(), "x".repeat(600)))
        .containsExactly("250 2.1.5", "552 5.2.2");
    assertThat(deliver("u1", Conversation.envelope(), "x".repeat(1000)))
        .containsExactly("250 2.1.5", "552 5.2.3");
    assertThat(deliver("u4")).containsExactly("250 2.1.5", "451 4.3.5");
    assertNothingIsLeft();
  }

  private String fields(String name, String more) {
    return name + "::" + UID + ":" + UID + "::" + home + "::" + more + "\n";
  }

  @Test
  void whatASourceOfUsersDoesNotSayItsDefaultsDo() throws Exception {
    Files.writeString(users, "u1:::::::\nother:::::" + home + "::\n");
    serve();
    assertThat(deliver("u1")).containsExactly("451 4.3.0");
    end();
    String defaults = ":uid=" + UID + ":gid=" + UID + ":home=" + folder + "/%n";
    Files.delete(socket);
    start(List.of(), List.of("--users", "passwd-file:" + users + defaults));
    assertThat(deliver("u1")).isEqualTo(STORED);
    assertThat(deliver("other")).isEqualTo(STORED);
    assertThat(messages()).hasSize(2);
  }

  @Test
  void whoIsUnknownIsToldFromWhoCannotBeLookedUpAndFromWhoIsNotAllowed() throws Exception {
    serve();
    assertThat(deliver("u3")).containsExactly("550 5.1.1");
    assertThat(deliver("low")).containsExactly("451 4.3.5");
    Files.delete(users);
    assertThat(deliver("u1")).containsExactly("451 4.3.0");
    assertNothingIsLeft();
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedForGoodAndAsEarlyAsItIsKnown() throws Exception {
    serve("--message-size-limit", "100000");
    Conversation front = connect().name("u1");
    front.reply();
    front.envelope(Conversation.envelope().with(Envelope.SIZE, "100001"));
    assertThat(front.reply()).isEqualTo("552 5.3.4");
    front = connect().name("u1");
    front.reply();
    front.envelope(Conversation.envelope()).data(new byte[60_000]).data(new byte[60_000]);
    assertThat(front.reply()).isEqualTo("552 5.3.4");
    front.data(new byte[60_000]).data(new byte[60_000]).finish();
    assertThat(front.reply()).isEqualTo("closed");
    assertNothingIsLeft();
  }

  @Test
  void aMessageThatIsNotWhatItsEndSaysIsNotStored() throws Exception {
    serve();
    for (int[] wrong : new int[][] {{23, 4}, {22, 3}, {23, 5}, {0, 0}}) {
      Conversation front = connect().name("u1");
      front.reply();
      front.envelope(Conversation.envelope()).data(Conversation.BODY).end(wrong[0] + 1, wrong[1]);
      assertThat(front.reply()).isEqualTo("451 4.3.0");
    }
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bounce", "tempfail"})
  void aFullMailboxIsAnsweredAsTheAdminWants(String how) throws Exception {
    serve("--quota-full", how);
    own(Files.createDirectory(home.resolve("Maildir")), UID);
    Path file = Files.writeString(home.resolve("Maildir/maildirsize"), "10000S\n9990 3\n");
    own(file, UID);
    assertThat(deliver("u1"))
        .containsExactly("250 2.1.5", how.equals("bounce") ? "552 5.2.2" : "452 4.2.2");
    assertNothingIsLeft();
    Files.writeString(file, "10000S\n990 3\n");
    assertThat(deliver("u1")).isEqualTo(STORED);
    assertThat(file).content().matches("10000S\n990 3\n\\d+ 1\n");
  }

  /** Each page that is written after the fork costs 3 us, and so does one that is mapped anew. */
  @Test
  void aDeliveryTouchesNoMorePagesThanItsBudgetHas() throws Exception {
    serve();
    deliver("u1", Conversation.envelope(), "x".repeat(4096));
    waitForChildren();
    long before = faultsOfChildren();
    for (int i = 0; i < 20; i++) {
      assertThat(deliver("u1", Conversation.envelope(), "x".repeat(4096))).isEqualTo(STORED);
    }
    waitForChildren();
    await("them to be counted", () -> faultsOfChildren() > before);
    assertThat((faultsOfChildren() - before) / 20).isLessThanOrEqualTo(64);
  }

  /** proc_pid_stat(5), cminflt. */
  private long faultsOfChildren() throws IOException {
    String stat = Files.readString(Path.of("/proc", process().pid() + "", "stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[8]);
  }
}
