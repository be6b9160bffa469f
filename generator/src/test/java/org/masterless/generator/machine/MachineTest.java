package org.masterless.generator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.JvmFiles;
import org.masterless.system.OwnedFiles;

class MachineTest {
  private static final String KEY = "/etc/ssl/private/mail.key";

  @TempDir Path root;

  @BeforeEach
  void makeFiles() throws IOException {
    write("/etc/passwd", "root:x:0:0::/root:/bin/sh\npostfix:x:101:103::/var/spool/postfix:\n");
    write("/etc/group", "root:x:0:\nssl-cert:x:102:\npostfix:x:103:\nmilter:x:104:vmail,postfix\n");
    write("/etc/hosts", "127.0.0.1 localhost\n192.0.2.1\tmail.example.org Mail # not.this\n");
    write(KEY, "");
  }

  @Test
  void usersAndGroupsComeFromTheirFiles() {
    assertThat(machine().user("postfix")).isEqualTo(new User("postfix", 101, 103, List.of(104)));
    assertThat(machine().user("post")).isEqualTo(User.unknown("post"));
    assertThat(machine().groupName(102)).isEqualTo("ssl-cert");
    assertThat(machine().groupName(999)).isEqualTo("999");
    assertThat(machine().hasGroup("milter")).isTrue();
    assertThat(machine().hasGroup("sasl")).isFalse();
  }

  @Test
  void hostsAreFoundByNameAndAliasInAnyCase() {
    assertThat(machine().addressesOf("mail")).containsExactly("192.0.2.1");
    assertThat(machine().addressesOf("MAIL.example.org")).containsExactly("192.0.2.1");
    assertThat(machine().addressesOf("not.this")).isEmpty();
    assertThat(machine().addressesOf("192.0.2.1")).isEmpty();
  }

  @Test
  void aMachineThatShowsNothingOfItsNetworkHasIpv6() throws IOException {
    assertThat(machine().hasIpv6()).isTrue();

    write("/proc/self/net/dev", "");
    assertThat(machine().hasIpv6()).isFalse();

    write("/proc/self/net/if_inet6", "fe800000000000000000000000000001 02 40 20 80 eth0\n");
    assertThat(machine().hasIpv6()).isTrue();
    assertThat(machine().hasIpv6Loopback()).isFalse();
  }

  @Test
  void whatAllMayReadIsGiven() {
    assertThat(reading()).isEqualTo(new Access.Given());
  }

  @Test
  void aGroupHelpsWhereItOpensTheWholePath() {
    assertThat(reading("0710 0 102 /etc/ssl/private", "0640 0 102 " + KEY))
        .isEqualTo(new Access.ThroughGroups(List.of(102)));
  }

  @Test
  void aGroupThatTheUserIsInAlreadyIsNoNews() {
    assertThat(reading("0640 0 104 " + KEY)).isEqualTo(new Access.Given());
    assertThat(reading("0640 0 103 " + KEY)).isEqualTo(new Access.Given());
  }

  @Test
  void aClosedFolderKeepsAllOut() {
    assertThat(reading("0700 0 0 /etc/ssl/private"))
        .isEqualTo(new Access.RootOnly("/etc/ssl/private"));
    assertThat(reading("0710 0 102 /etc/ssl/private", "0600 0 102 " + KEY))
        .isEqualTo(new Access.RootOnly(KEY));
  }

  @Test
  void rootsGroupIsNoRemedy() {
    assertThat(reading("0640 0 0 " + KEY)).isEqualTo(new Access.RootOnly(KEY));
  }

  @Test
  void ownersAreHeldToTheirOwnBits() {
    assertThat(reading("0044 101 0 " + KEY)).isEqualTo(new Access.RootOnly(KEY));
  }

  @Test
  void aFileThatIsNotThereNeedsNothing() {
    assertThat(machine("0700 0 0 /etc/ssl/private").reading("/etc/none/x", postfix()))
        .isEqualTo(new Access.Given());
  }

  @Test
  void eachFolderThatALinkLeadsThroughCounts() throws IOException {
    write("/srv/archive/key1", "");
    link("/etc/live/mail", "../../srv/current/");
    link("/srv/current", "/srv/archive");
    link("/srv/archive/key", "./../archive//key1");

    String named = "/etc/live/mail/key";
    assertThat(machine().target(named)).isEqualTo("/srv/archive/key1");
    assertThat(machine().reading(named, postfix())).isEqualTo(new Access.Given());
    assertThat(machine("0700 0 0 /srv/archive").reading(named, postfix()))
        .isEqualTo(new Access.RootOnly("/srv/archive"));
    assertThat(machine("0700 0 0 /etc/live").reading(named, postfix()))
        .isEqualTo(new Access.RootOnly("/etc/live"));
    assertThat(machine("0640 0 102 /srv/archive/key1").reading(named, postfix()))
        .isEqualTo(new Access.ThroughGroups(List.of(102)));
  }

  @Test
  void aLinkToItselfLeadsNowhere() throws IOException {
    link("/etc/loop", "loop");

    assertThat(machine().target("/etc/loop/x")).isEqualTo("/etc/loop/x");
    assertThat(machine("0700 0 0 /etc").reading("/etc/loop/x", postfix()))
        .isEqualTo(new Access.Given());
  }

  @Test
  void fortyLinksAreFollowedAndNoMore() throws IOException {
    write("/etc/link0", "");
    for (int i = 1; i <= 41; i++) {
      link("/etc/link" + i, "link" + (i - 1));
    }

    assertThat(machine().target("/etc/link40")).isEqualTo("/etc/link0");
    assertThat(machine().target("/etc/link41")).isEqualTo("/etc/link41");
  }

  private void link(String path, String target) throws IOException {
    Path link = root.resolve(path.substring(1));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private Access reading(String... owners) {
    return machine(owners).reading(KEY, postfix());
  }

  private User postfix() {
    return machine().user("postfix");
  }

  private Machine machine(String... owners) {
    JvmFiles files = JvmFiles.below(Path.of("/"));
    return new Machine(OwnedFiles.of(files, root.toString(), List.of(owners)), root.toString());
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
