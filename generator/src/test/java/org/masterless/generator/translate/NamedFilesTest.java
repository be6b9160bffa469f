package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masterless.generator.read.Problems;

class NamedFilesTest {
  @ParameterizedTest
  @CsvSource({
    "hash:/etc/x, /etc/x.db",
    "!hash:/etc/x, /etc/x.db",
    "btree:/etc/x, /etc/x.db",
    "cdb:/etc/x, /etc/x.cdb",
    "lmdb:/etc/x, /etc/x.lmdb",
    "sdbm:/etc/x, /etc/x.pag",
    "debug:debug:pcre:/etc/x, /etc/x",
    "mysql:/etc/x.cf, /etc/x.cf",
    "proxy:mysql:/etc/x.cf, private/proxymap",
    "unix:passwd.byname, ''",
    "inet:localhost:8891, ''",
    "static:/etc/x, ''",
    "/etc/x, ''"
  })
  void aTableIsReadFromTheFileOfItsType(String word, String file) {
    assertThat(LookupTable.fileOf(word)).isEqualTo(file);
  }

  @ParameterizedTest
  @CsvSource({
    "hash:/etc/x, false",
    "proxy:unix:passwd.byname, false",
    "unix:/run/x, true",
    "unix:passwd.byname, true",
    "!mysql:/etc/x.cf, true",
    "debug:ldap:/etc/x.cf, true",
    "inet:localhost:8891, false",
    "/etc/x, false"
  })
  void someTablesAskOthers(String word, boolean asks) {
    assertThat(named("smtpd", "smtpd_sender_login_maps = " + word + "\n").asksOthers())
        .isEqualTo(asks);
  }

  @Test
  void keysAreReadOnlyWithTls() {
    String key = "smtpd_tls_cert_file = /etc/mail.pem\n";

    assertThat(named("smtpd", key).files()).isEmpty();
    assertThat(named("smtpd", key + "smtpd_tls_security_level = none\n").files()).isEmpty();
    assertThat(named("smtpd", key + "smtpd_tls_security_level = may\n").files())
        .contains("/etc/mail.pem");
    assertThat(named("smtp", key + "smtpd_tls_security_level = may\n").files()).isEmpty();
  }

  @Test
  void passwordsAreReadOnlyByClientsThatLogIn() {
    String passwords = "smtp_sasl_password_maps = hash:/etc/passwords\n";

    assertThat(named("smtp", passwords).files()).isEmpty();
    assertThat(named("smtp", passwords + "smtp_sasl_auth_enable = yes\n").files())
        .containsExactly("/etc/passwords.db");
  }

  @Test
  void tablesAreFoundInRestrictionsAndClassesAndBraces() {
    String restrictions =
        """
        smtpd_restriction_classes = strict
        strict = check_client_access hash:/etc/strict, reject
        smtpd_recipient_restrictions = check_recipient_access pcre:/etc/rcpt, strict,
          { check_policy_service { unix:/run/policy, timeout=1s } }
        virtual_alias_maps = unionmap:{cidr:/etc/a,$more}
        more = regexp:/etc/b
        """;

    NamedFiles named = named("smtpd", restrictions);

    assertThat(named.files())
        .containsExactlyInAnyOrder("/etc/strict.db", "/etc/rcpt", "/etc/a", "/etc/b");
    assertThat(named.sockets()).containsExactly("/run/policy");
  }

  @Test
  void onlyProgramsThatConnectHaveSockets() {
    String milters = "smtpd_milters = unix:/run/milter\nlocal_transport = lmtp:unix:/run/lmtp\n";

    assertThat(named("cleanup", milters).sockets()).containsExactly("/run/milter");
    assertThat(named("lmtp", milters).sockets()).containsExactly("/run/lmtp");
    assertThat(named("local", milters).sockets()).isEmpty();
  }

  private static NamedFiles named(String program, String mainCf) {
    return NamedFiles.of(program, Entries.parameters("alias_maps =\n" + mainCf, new Problems()));
  }
}
