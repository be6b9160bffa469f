package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Errno;
import org.masterless.system.Soak;

/** Conversations with Dovecot 2.3.19 and 2.4.1 as they were recorded, and with what is neither. */
class DovecotUserdbSourceTest {
  private static final String HELLO_2_3 = "VERSION\t1\t1\nSPID\t1518\n";
  private static final String HELLO_2_4 = "VERSION\t1\t3\nSPID\t2078\n";

  private final SimulatedAuth auth = new SimulatedAuth();

  @AfterEach
  void noConnectionStaysOpen() {
    assertThat(auth.open).isZero();
  }

  private static User user(Lookup answer) {
    assertThat(answer).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) answer).user();
  }

  private static String failure(Lookup answer) {
    assertThat(answer).isInstanceOf(Lookup.Failed.class);
    return ((Lookup.Failed) answer).why();
  }

  @Test
  void aSystemUserOfTheOlderReleaseHasItsGroups() {
    auth.saying(
        HELLO_2_3,
        "USER\t1\talice\tsystem_groups_user=alice\tuid=2001\tgid=2002\thome=/home/alice\n");

    assertThat(auth.find("alice"))
        .isEqualTo(
            new Lookup.Found(
                new User("alice", 2001, 2002, List.of(2002, 8), "/home/alice", "", Quota.NONE)));
    assertThat(auth.sent).hasToString("VERSION\t1\t0\nUSER\t1\talice\tservice=lmtp\n");
  }

  @Test
  void theNewerReleaseGivesTheSameInAnotherOrder() {
    auth.saying(
        HELLO_2_4,
        "USER\t1\talice\tsystem_groups_user=alice\tuid=2001\thome=/home/alice\tgid=2002\n");

    assertThat(user(auth.find("alice")).groups()).containsExactly(2002, 8);
  }

  @Test
  void aVirtualUserHasNoGroups() {
    auth.saying(
        HELLO_2_3, "USER\t1\tv1@example.com\tuid=5000\tgid=5000\thome=/srv/vmail/example.com/v1\n");

    assertThat(user(auth.find("v1@example.com")).groups()).isEmpty();
  }

  @Test
  void theNameMayComeBackChanged() {
    auth.saying(HELLO_2_3, "USER\t1\talice\tuid=5000\tgid=5000\n");

    assertThat(user(auth.find("ALICE@example.com")).name()).isEqualTo("alice");
  }

  @Test
  void mailAndQuotaComeInTheFormOfEitherRelease() {
    auth.saying(
        HELLO_2_3,
        "USER\t1\ta\tuid=5000\tgid=5000\tmail=maildir:~/Maildir\tquota_rule=*:storage=1G"
            + "\tquota_rule2=*:messages=9\n");
    User old = user(auth.find("a"));
    assertThat(old.mail()).isEqualTo("maildir:~/Maildir");
    assertThat(old.quota()).isEqualTo(new Quota(1L << 30, 9));
    auth.saying(
        HELLO_2_4,
        "USER\t1\ta\tuid=5000\tmail_path=~/Maildir\tgid=5000\tmail_driver=maildir"
            + "\tquota_storage_size=1G\tquota_message_count=9\n");
    User recent = user(auth.find("a"));
    assertThat(recent.mail()).isEqualTo("maildir:~/Maildir");
    assertThat(recent.quota()).isEqualTo(new Quota(1L << 30, 9));
  }

  @Test
  void nobodyIsUnknown() {
    auth.saying(HELLO_2_3, "NOTFOUND\t1\n");

    assertThat(auth.find("nosuch")).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void aFailureIsNotTakenForNobody() {
    auth.saying(HELLO_2_3, "FAIL\t1\n");

    assertThat(failure(auth.find("alice"))).endsWith("could not look the user up");
  }

  @Test
  void aReasonThatWouldTearTheLogIsLeftOut() {
    auth.saying(HELLO_2_3, "FAIL\t1\tcode=temp\treason=LDAP is\u0001ndown\n");

    assertThat(failure(auth.find("alice"))).endsWith("could not look the user up");
  }

  @Test
  void whatAFieldOfNoMeaningToUsHoldsDoesNotMatter() {
    auth.saying(
        HELLO_2_3, "USER\t1\ta\tnote=two\u0001nlines\tuid=5000\t\tnologin\tgid=5000\t\u0001\n");

    assertThat(user(auth.find("a")).uid()).isEqualTo(5000);
  }

  @Test
  void theReasonOfAFailureIsSaid() {
    auth.saying(HELLO_2_3, "FAIL\t1\tcode=temp\treason=LDAP is down\n");

    assertThat(failure(auth.find("alice"))).endsWith("could not look the user up: LDAP is down");
  }

  @Test
  void aDovecotThatIsNotThereIsAFailure() {
    auth.connectAnswer = -Errno.ECONNREFUSED;
    assertThat(failure(auth.find("alice")))
        .isEqualTo(SimulatedAuth.PATH + ": cannot connect: Connection refused");
    auth.connectAnswer = -Errno.ENOENT;
    assertThat(failure(auth.find("alice"))).endsWith("No such file or directory");
  }

  @Test
  void aBusyDovecotIsTriedAgainButNotForEver() {
    auth.busyFor = 20;
    auth.saying(HELLO_2_3, "NOTFOUND\t1\n");
    assertThat(auth.find("nosuch")).isEqualTo(new Lookup.Unknown());
    auth.busyFor = Integer.MAX_VALUE;
    long before = auth.now;
    assertThat(failure(auth.find("alice"))).contains("cannot connect");
    assertThat(auth.now - before).isBetween(5000L, 5100L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "VERS", "VERSION\t1\t1\n", "VERSION\t1\t1\nSPID\t1\nUSER\t1\talice\tuid=5"})
  void aDovecotThatFallsSilentIsWaitedForOnlySoLong(String text) {
    long before = auth.now;
    auth.saying(text);

    assertThat(failure(auth.find("alice"))).endsWith("took too long to answer");
    assertThat(auth.now - before).isBetween(5000L, 5100L);
  }

  @Test
  void aDovecotThatDripsIsWaitedForOnlySoLong() {
    auth.saying(HELLO_2_3);
    for (int i = 0; i < 20_000; i++) {
      auth.saying("x");
    }
    long before = auth.now;

    assertThat(failure(auth.find("alice"))).endsWith("took too long to answer");
    assertThat(auth.now - before).isBetween(5000L, 5100L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VERSION\t1\t1\n", "VERSION\t1\t1\nSPID\t1\nUSER\t1\talice\tuid=5"})
  void aDovecotThatHangsUpIsAFailure(String text) {
    auth.hangsUp = true;
    auth.saying(text.isEmpty() ? new String[0] : new String[] {text});

    assertThat(failure(auth.find("alice"))).endsWith("closed the connection without an answer");
  }

  @Test
  void errorsOfTheSocketAreFailures() {
    auth.saying(HELLO_2_3);
    auth.sendAnswer = -Errno.EPIPE;
    assertThat(failure(auth.find("alice"))).endsWith("cannot send: Broken pipe");
    auth.readAnswer = -Errno.EIO;
    assertThat(failure(auth.find("alice"))).endsWith("cannot receive: Input/output error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USER\t2\talice\tuid=5000\tgid=5000",
        "USER\t1",
        "USER\t1\t",
        "USER\t1\t../alice\tuid=5000\tgid=5000",
        "USER\t1\talice",
        "USER\t1\talice\tuid=5000",
        "USER\t1\talice\tgid=5000",
        "USER\t1\talice\tuid=vmail\tgid=5000",
        "USER\t1\talice\tuid=-1\tgid=5000",
        "USER\t1\talice\tuid=4294967295\tgid=5000",
        "USER\t1\talice\tuid=5000\tgid=5000\thome=srv/x",
        "USER\t1\talice\tuid=5000\tgid=5000\thome=/srv/./x",
        "USER\t1\talice\tuid=5000\tgid=5000\thome=/srv/\u0001n/x",
        "USER\t1\talice\tuid=5000\tgid=5000\tmail=maildir:\u0001r",
        "USER\t1\talice\tuid=5000\u0001n\tgid=5000",
        "USER\t1\ta\u0001nb\tuid=5000\tgid=5000",
        "\u0001USER\t1\talice\tuid=5000\tgid=5000",
        "\u0001NOTFOUND\t1",
        "NOTFOUND\t\u00011",
        "NOTFOUND\t11",
        "USER\t1\talice\tuid=5000\tgid=5000\tchroot=/srv",
        "USER\t1\talice\tuid=5000\tgid=5000\tquota_rule=*:storage=much",
        "NOTFOUND\t2",
        "NOTFOUND",
        "HELLO",
        "",
        "PASS\t1\tuser=alice",
      })
  void whatCannotBeUnderstoodIsAFailure(String line) {
    auth.saying(HELLO_2_3, line + "\n");

    assertThat(auth.find("alice")).isInstanceOf(Lookup.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VERSION\t2\t0\n", "VERSION\t1\n", "220 hello\n", "\n"})
  void anotherProtocolIsNotSpokenTo(String greeting) {
    auth.saying(greeting, "NOTFOUND\t1\n");

    assertThat(failure(auth.find("alice"))).endsWith("unexpected greeting");
    assertThat(auth.sent).isEmpty();
  }

  @Test
  void endlessLinesAreNotRead() {
    auth.saying("VERSION\t1\t1\n" + "x".repeat(100_000));

    assertThat(failure(auth.find("alice"))).endsWith("says too much");
    assertThat(auth.unread()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nUSER\t2\tb", "", "..", "a/b"})
  void namesThatNoUserCanHaveAreNotAskedFor(String name) {
    assertThat(auth.find(name)).isEqualTo(new Lookup.Unknown());
    assertThat(auth.sent).isEmpty();
  }

  /** Whatever a server says, it is an answer in time, and unknown only if it said so. */
  @Test
  @Tag("soak")
  void anyServerIsAnAnswer() {
    Random random = new Random(20_261_126);
    int servers = Soak.size(5_000, 500_000);
    for (int i = 0; i < servers; i++) {
      SimulatedAuth any = new SimulatedAuth();
      any.hangsUp = random.nextBoolean();
      List<String> pieces = pieces(random);
      any.saying(pieces.toArray(new String[0]));

      Lookup answer = any.find("alice");

      String said = String.join("", pieces);
      assertThat(any.now).isLessThanOrEqualTo(1000L + 5100L);
      assertThat(any.open).isZero();
      if (answer instanceof Lookup.Unknown) {
        assertThat(said).contains("\nNOTFOUND\t1");
      }
      if (answer instanceof Lookup.Found found) {
        assertThat(said).contains("\nUSER\t1\t");
        assertThat(found.user().uid()).isNotNegative();
      }
    }
    Soak.report("garbage as an auth service", servers + " servers", "each gave an answer in time");
  }

  private static List<String> pieces(Random random) {
    String[] words = {
      "VERSION\t1\t1\n",
      "SPID\t1\n",
      "USER\t1\t",
      "NOTFOUND\t1",
      "FAIL\t1",
      "\tuid=",
      "\tgid=",
      "\thome=/",
      "5",
      "\n",
      "\t",
      "\u0001",
      "a",
      "\u0000",
      "=",
      "\u00ff",
      "x".repeat(3000)
    };
    List<String> pieces = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      pieces.add("VERSION\t1\t1\n");
    }
    int count = random.nextInt(15);
    for (int i = 0; i < count; i++) {
      pieces.add(words[random.nextInt(words.length)]);
    }
    return pieces;
  }
}
