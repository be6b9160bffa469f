package org.masterless.accounts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Errno;

class PasswdSourceTest {
  private final Members machine = new Members();
  private final OneFile file = OneFile.of("passwd: files systemd\n");
  private final PasswdSource source = new PasswdSource(file, machine);

  @BeforeEach
  void isNameServiceSwitch() {
    file.path = NameServiceSwitch.PATH;
  }

  @Test
  void aUserHasIdsGroupsAndAHome() {
    assertThat(source.find("alice"))
        .isEqualTo(
            new Lookup.Found(
                new User("alice", 2001, 2002, List.of(2002, 8), "/home/alice", "", Quota.NONE)));
  }

  @Test
  void nobodyIsUnknown() {
    assertThat(source.find("bob")).isEqualTo(new Lookup.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwd: files systemd",
        "passwd:\tfiles",
        "passwd: files sss",
        "passwd: compat\npasswd_compat: nis files",
        "passwd: files sss [UNAVAIL=return TRYAGAIN=return] systemd",
        "passwd: files sss[unavail=Return tryagain=Return]systemd",
        "passwd: files sss [ UNAVAIL=return  TRYAGAIN=return ] systemd",
        "passwd: sss [!SUCCESS=return] files",
        "passwd: files # sss systemd",
        "group: sss files",
        "#passwd: sss files",
        "shadow: x\n  passwd : files ldap",
        "passwd: files ldap [NOTFOUND=return]",
        ""
      })
  void whereNoFailureGoesUnnoticedNobodyIsUnknown(String text) {
    file.content = (text + "\n").getBytes(ISO_8859_1);
    assertThat(source.find("bob")).isEqualTo(new Lookup.Unknown());
    assertThat(file.open).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwd: files sss systemd",
        "passwd: sss files",
        "passwd:sss files",
        "passwd: files ldap [NOTFOUND=return] systemd",
        "passwd: files ldap [UNAVAIL=return] systemd",
        "passwd: files ldap [TRYAGAIN=return] systemd",
        "passwd: files ldap [!UNAVAIL=return] systemd",
        "passwd: files ldap [UNAVAIL=return TRYAGAIN=return UNAVAIL=continue] systemd",
        "passwd: files [UNAVAIL=return TRYAGAIN=return] ldap systemd",
        "passwd: ldap [UNAVAIL=return TRYAGAIN=return] sss files",
        "passwd: ldap [UNAVAIL=return ] files",
        "hosts: files\n passwd : nis files",
        "passwd: files\npasswd: ldap files"
      })
  void whereAFailureGoesUnnoticedWhoIsNotFoundMayBeThere(String text) {
    file.content = text.getBytes(ISO_8859_1);
    assertThat(source.find("bob"))
        .isInstanceOfSatisfying(
            Lookup.Failed.class,
            failed ->
                assertThat(failed.why())
                    .startsWith("passwd: /etc/nsswitch.conf:" + text.lines().count() + ": ")
                    .contains("isn't the last source and may have failed unnoticed"));
    assertThat(source.find("alice")).isInstanceOf(Lookup.Found.class);
  }

  /** Without the file, libc asks the machine's own files only. */
  @Test
  void aSwitchThatIsNotThereIsNoDoubtButOneThatCannotBeReadIs() {
    file.openAnswer = -Errno.ENOENT;
    assertThat(source.find("bob")).isEqualTo(new Lookup.Unknown());
    file.openAnswer = -Errno.EMFILE;
    assertThat(source.find("bob"))
        .isEqualTo(new Lookup.Failed("passwd: /etc/nsswitch.conf: Too many open files"));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        Errno.EIO,
        Errno.EMFILE,
        Errno.ENOMEM,
        Errno.ERANGE,
        Errno.ENOENT,
        Errno.ECONNREFUSED
      })
  void aSourceThatCannotBeAskedHasNotSaidThatNobodyIsThere(int error) {
    machine.findAnswer = -error;

    assertThat(source.find("bob")).isInstanceOf(Lookup.Failed.class);
  }

  @Test
  void theSourcesNameForAUserCounts() {
    assertThat(source.find("ALICE"))
        .isInstanceOfSatisfying(
            Lookup.Found.class, found -> assertThat(found.user().name()).isEqualTo("alice"));
  }

  @Test
  void manyGroupsAreAllThere() {
    machine.groupCount = 4096;
    assertThat(source.find("alice"))
        .isInstanceOfSatisfying(
            Lookup.Found.class, found -> assertThat(found.user().groups()).hasSize(4096));
  }

  @Test
  void farTooManyAreAnErrorAndNotSomeOfThem() {
    machine.groupCount = 4097;
    assertThat(source.find("alice"))
        .isEqualTo(new Lookup.Failed("passwd: groups of alice: Numerical result out of range"));
  }

  @Test
  void namesThatNoUserCanHaveAreNotLookedUp() {
    machine.findAnswer = -Errno.EIO;
    assertThat(source.find("../alice")).isEqualTo(new Lookup.Unknown());
  }
}
