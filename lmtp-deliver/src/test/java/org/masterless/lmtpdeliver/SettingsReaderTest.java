package org.masterless.lmtpdeliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.accounts.UidRange;
import org.masterless.system.CommandLine.Misunderstood;
import org.masterless.system.CommandLine.Understood;

class SettingsReaderTest {
  @Test
  void withoutWordsTheDefaultsHold() {
    assertThat(SettingsReader.read(List.of()))
        .isEqualTo(
            new Understood<>(
                new Settings(
                    List.of("nss"),
                    UidRange.DEFAULT,
                    "Maildir",
                    false,
                    0,
                    100,
                    10,
                    1000,
                    List.of(),
                    300_000,
                    3_600_000,
                    3_600_000,
                    List.of())));
  }

  @Test
  void everyOptionIsUnderstood() {
    assertThat(
            SettingsReader.read(
                List.of(
                    "--users=passwd-file:/etc/u,dovecot:/run/x,nss",
                    "--uids=5000-5001",
                    "--maildir=mail",
                    "--quota-full=tempfail",
                    "--message-size-limit=5",
                    "--max-processes=0",
                    "--user-concurrency-limit=7",
                    "--user-tasks-max=9",
                    "--service-count=1",
                    "--peers=root,77",
                    "--timeout=1",
                    "--runtime-max=2",
                    "--idle=0",
                    "--",
                    "/usr/bin/maildrop",
                    "-d",
                    "{user}")))
        .isEqualTo(
            new Understood<>(
                new Settings(
                    List.of("passwd-file:/etc/u", "dovecot:/run/x", "nss"),
                    new UidRange(5000, 5001),
                    "mail",
                    true,
                    5,
                    0,
                    7,
                    9,
                    List.of("root", "77"),
                    1000,
                    2000,
                    0,
                    List.of("/usr/bin/maildrop", "-d", "{user}"))));
  }

  /** A front waits a minute, and hears nothing of one who is killed after that. */
  @ParameterizedTest
  @CsvSource({
    "nss, 300, 49000, 50000",
    "'nss,passwd-file:/u', 300, 24500, 50000",
    "'nss,passwd-file:/u', 5, 5000, 11000",
    "nss, 5, 5000, 6000",
    "',', 5, 5000, 6000"
  })
  void lookingUpTakesLessThanAMinuteInAllSourcesTogether(
      String sources, int timeout, int each, int most) {
    var line = SettingsReader.read(List.of("--users=" + sources, "--timeout=" + timeout));
    Settings settings = ((Understood<Settings>) line).settings();
    assertThat(settings.lookupTimeout()).isEqualTo(each);
    assertThat(settings.lookupMax()).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--users=ldap",
        "--users=passwd-file:relative",
        "--uids=0-5",
        "--uids=x",
        "--quota-full=maybe",
        "--user-tasks-max=1",
        "--service-count=0",
        "--max-processes=-1",
        "--message-size-limit=1M",
        "--timeout=0",
        "--timeout=1s",
        "--idle=x",
        "--runtime-max=299",
        "--timeout=3601",
        "--user-concurrency-limit=x",
        "--what",
        "maildrop"
      })
  void whatCannotBeIsRefusedAndNamed(String word) {
    assertThat(SettingsReader.read(List.of(word)))
        .isInstanceOfSatisfying(
            Misunderstood.class, wrong -> assertThat(wrong.complaint()).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "dovecot:/s:uid=5000:gid=5000, ''",
    "dovecot:/s:home=/srv/%d/%n, ''",
    "'passwd-file:/u:uid=1,nss', ''",
    "'nss,dovecot:/s:uid=vmail', '\"uid=vmail\" of dovecot:/s is no uid: expected a number, not 0'",
    "dovecot:/s:gid=0, '\"gid=0\" of dovecot:/s is no gid: expected a number, not 0'",
    "dovecot:/s:uid=, '\"uid=\" of dovecot:/s is no uid: expected a number, not 0'",
    "dovecot:/s:home=x, '\"home=x\" of dovecot:/s is no absolute path'",
    "dovecot:/s:uid=1:uid=2, '\"uid=2\" of dovecot:/s is given twice'",
    "'passwd-file:/a:b', '\"b\" of passwd-file:/a is unknown: expected uid=NUMBER, gid=NUMBER or"
        + " home=/PATH'",
    "dovecot:/s:, '\"\" of dovecot:/s is unknown: expected uid=NUMBER, gid=NUMBER or home=/PATH'",
    "'nss,ldap', 'expected nss, passwd-file:/PATH or dovecot:/SOCKET, not ldap'",
    "nss:uid=5, 'expected nss, passwd-file:/PATH or dovecot:/SOCKET, not nss:uid=5'"
  })
  void defaultsOfASourceStandBehindIt(String sources, String wrong) {
    var line = SettingsReader.read(List.of("--users=" + sources));
    if (wrong.isEmpty()) {
      assertThat(line).isInstanceOf(Understood.class);
    } else {
      assertThat(line).isEqualTo(new Misunderstood<>("option --users: " + wrong));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "user, '\"user\" of PROGRAM: expected {user}, which is {{user}} in services.cf'",
    "{sendr}, '\"{sendr}\" of PROGRAM is unknown: expected one of {sender}, {recipient}, {detail},"
        + " {session}, {user}, {home}'",
    "-duser, ''",
    "'for a in b; do { c; } done', ''",
    "{home}/x, ''"
  })
  void whatWasMeantToBeReplacedIsNotTakenAsItStands(String word, String wrong) {
    var line = SettingsReader.read(List.of("--", "/usr/bin/maildrop", "-d", word));
    if (wrong.isEmpty()) {
      assertThat(line).isInstanceOf(Understood.class);
    } else {
      assertThat(line).isEqualTo(new Misunderstood<>(wrong));
    }
  }
}
