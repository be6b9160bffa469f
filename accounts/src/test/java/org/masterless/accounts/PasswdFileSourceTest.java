package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Errno;
import org.masterless.system.Soak;

class PasswdFileSourceTest {
  private static final UserDefaults VMAIL = new UserDefaults(5000, 5001, "/srv/vmail/%d/%n");

  private static final String USERS =
      """
      # users of example.com
      #v0@example.com:{PLAIN}x:5000:5000::/srv/v0::

      v1@example.com:{PLAIN}x:5000:5000:(gecos):/srv/v1:(shell):userdb_mail=maildir:~/Maildir
      v2@example.com:{PLAIN}x
      v3@example.com:x::::/srv/v3
      v3@example.com:x:1:1::/second::
      alice:x:2001:2002::/home/alice::userdb_system_groups_user=alice allow_nets=::1
      badid:x:vmail:5000::/srv/bad::
      quota:x:5000:5000::/srv/q::userdb_quota_rule=*:storage=1G:messages=1000 mail=ignored
      quota4:x:5000:5000::/srv/q::userdb_quota_storage_size=500M userdb_quota_message_count=7
      last:x:5000:5000::/srv/last::
      """;

  private final OneFile file = OneFile.of(USERS);

  private Lookup find(String name, UserDefaults defaults) {
    return new PasswdFileSource(StandIn.calls(file, new Members()), OneFile.PATH, defaults)
        .find(name);
  }

  private User user(String name) {
    return user(name, UserDefaults.NONE);
  }

  private User user(String name, UserDefaults defaults) {
    Lookup answer = find(name, defaults);
    assertThat(answer).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) answer).user();
  }

  private String failure(String name) {
    Lookup answer = find(name, UserDefaults.NONE);
    assertThat(answer).isInstanceOf(Lookup.Failed.class);
    return ((Lookup.Failed) answer).why();
  }

  @Test
  void aLineHasIdsHomeAndMail() {
    assertThat(user("v1@example.com"))
        .isEqualTo(
            new User(
                "v1@example.com",
                5000,
                5000,
                List.of(),
                "/srv/v1",
                "maildir:~/Maildir",
                Quota.NONE));
    assertThat(file.open).isZero();
  }

  @Test
  void whatALineLacksComesFromTheDefaults() {
    User user = user("v2@example.com", VMAIL);

    assertThat(user.uid()).isEqualTo(5000);
    assertThat(user.gid()).isEqualTo(5001);
    assertThat(user.home()).isEqualTo("/srv/vmail/example.com/v2");
    assertThat(user("v3@example.com", VMAIL).home()).isEqualTo("/srv/v3");
  }

  @Test
  void withoutDefaultsALineWithoutIdsIsWrong() {
    assertThat(failure("v2@example.com")).isEqualTo(OneFile.PATH + ":5: no uid");
  }

  @Test
  void theFirstLineOfANameCounts() {
    assertThat(user("v3@example.com", VMAIL).home()).isEqualTo("/srv/v3");
  }

  @Test
  void aLineThatIsWrongIsWrongForItsUserOnly() {
    assertThat(failure("badid"))
        .isEqualTo(OneFile.PATH + ":9: bad uid \"vmail\": expected a number");
    assertThat(user("last").home()).isEqualTo("/srv/last");
  }

  @Test
  void groupsAreThoseOfTheMachinesUserThatTheLineNames() {
    assertThat(user("alice").groups()).containsExactly(2002, 8);
  }

  @Test
  void quotasAreReadInTheFormOfEitherRelease() {
    assertThat(user("quota").quota()).isEqualTo(new Quota(1L << 30, 1000));
    assertThat(user("quota4").quota()).isEqualTo(new Quota(500L << 20, 7));
    assertThat(user("quota").mail()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "v0@example.com",
        "#v0@example.com",
        "#",
        "v",
        "1@example.com",
        "example.com",
        "lasT",
        "x",
        "users",
        "v1@example.com:{PLAIN}x",
        "{PLAIN}x"
      })
  void whoHasNoLineOrIsCommentedOutIsUnknown(String name) {
    assertThat(find(name, VMAIL)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void domainsThatWouldLeadElsewhereAreRefused() {
    file.content = "v@..:x\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(find("v@..", VMAIL)).isInstanceOf(Lookup.Failed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0100660, 0, 'is writable by group or others, must be by root only'",
    "0100642, 0, 'is writable by group or others, must be by root only'",
    "0100600, 33, 'is owned by uid 33, must be owned by root'",
    "0040755, 0, not a regular file",
    "0010600, 0, not a regular file",
  })
  void whoeverCanWriteTheFileCouldReadAnybodysMail(String mode, int owner, String complaint) {
    file.mode = Integer.parseInt(mode, 8);
    file.owner = owner;

    assertThat(failure("last")).isEqualTo(OneFile.PATH + ": " + complaint);
    assertThat(file.open).isZero();
  }

  @Test
  void aFileThatCannotBeReadSaysNothingAboutAnybody() {
    file.readAnswer = -Errno.EIO;
    assertThat(failure("nobody")).isEqualTo(OneFile.PATH + ": Input/output error");
    file.openAnswer = -Errno.EMFILE;
    assertThat(failure("nobody")).isEqualTo(OneFile.PATH + ": Too many open files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice:x:2001:2001::/home/al"})
  void aFileThatIsBeingWrittenSaysNothingAboutOthers(String text) {
    file.content = text.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(failure("bob")).contains("is it being written?");
  }

  @Test
  void aLineMayEndAsOnWindowsButOneThatIsHalfWrittenIsNobodys() {
    file.content =
        "a:x:5000:5000::/srv/a\r\nb:x:5000:5000::/srv/b".getBytes(StandardCharsets.UTF_8);

    assertThat(user("a").home()).isEqualTo("/srv/a");
    assertThat(find("b", UserDefaults.NONE)).isInstanceOf(Lookup.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100})
  void piecesOfAnySizeGiveTheSame(int piece) {
    file.piece = piece;

    assertThat(user("v1@example.com").home()).isEqualTo("/srv/v1");
    assertThat(user("last").home()).isEqualTo("/srv/last");
    assertThat(find("nobody", VMAIL)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void aLineThatIsFarTooLongIsWrongForItsUserOnly() {
    String tail = "x".repeat(LineSearch.WINDOW);
    file.content =
        ("long:" + tail + "\nb:x:5000:5000::/srv/b::\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(failure("long")).endsWith("is longer than " + LineSearch.WINDOW + " bytes");
    assertThat(user("b").home()).isEqualTo("/srv/b");
  }

  @Test
  void controlCharactersAreRefused() {
    file.content = "a:x:5000:5000::/srv/\u0000a::\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(failure("a")).isEqualTo(OneFile.PATH + ":1: control characters in the line");
  }

  /** The search against one that any reader believes, on files made of few different bytes. */
  @Test
  @Tag("soak")
  void anyFileIsSearchedAsLineByLine() {
    Random random = new Random(20_261_126);
    int files = Soak.size(3_000, 300_000);
    for (int i = 0; i < files; i++) {
      String text = text(random, "ab:\n#", random.nextInt(60));
      OneFile any = OneFile.of(text);
      any.piece = 1 + random.nextInt(20);
      String start = text(random, "ab#", 1 + random.nextInt(3)) + ":";
      int descriptor = any.open(OneFile.PATH, 0, 0);

      String found = new LineSearch(any).find(descriptor, start);

      assertThat(found).as("\"%s\" in %s", start, text).isEqualTo(lineByLine(text, start));
    }
    Soak.report("garbage as a passwd-file", files + " files", "every line found as line by line");
  }

  private static String lineByLine(String text, String start) {
    String[] lines = text.split("\n", -1);
    // What stands behind the last line end is half a line.
    for (int i = 0; i < lines.length - 1; i++) {
      if (lines[i].startsWith(start)) {
        return lines[i];
      }
    }
    return "";
  }

  /** Whatever is in a line, it is an answer, and never root's. */
  @Test
  @Tag("soak")
  void anyLineIsAnAnswer() {
    Random random = new Random(4_711);
    int lines = Soak.size(20_000, 2_000_000);
    for (int i = 0; i < lines; i++) {
      String fields = text(random, "0123456789:=/%uxk*=G \t\u00ff", random.nextInt(40));
      String extra = random.nextBoolean() ? ":userdb_quota_rule=" : ":userdb_home=";
      Lookup answer =
          PasswdLine.lookup(new Members(), "a:x:" + fields + extra + fields, UserDefaults.NONE);
      if (answer instanceof Lookup.Found found) {
        assertThat(found.user().uid()).isNotNegative();
        assertThat(found.user().quota().bytes()).isNotNegative();
        assertThat(found.user().home()).matches("|/.*");
      }
    }
    Soak.report("garbage as a line of a passwd-file", lines + " lines", "each had an answer");
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
