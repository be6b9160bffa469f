package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Debian package from its installation to its removal, beside a Postfix with mail. */
@OnMachine(staged = false)
class PackageTest {
  private static final String PACKAGE = "/root/masterless.deb";
  private static final String OWNERS_AND_MODES =
      "cd / && dpkg -L postfix | xargs -d '\\n' stat -c '%n %U:%G %a' | sort -u";

  private static final Path BUILT = Places.repository().resolve("target/deb");

  @BeforeAll
  static void isBuilt() {
    assumeTrue(
        Files.isDirectory(BUILT), "no package: it takes debhelper, which make tools installs");
  }

  @Prepare
  static void bringThePackage(Machine machine) throws IOException {
    Path tree = Files.createTempDirectory("masterless");
    try (Stream<Path> built = Files.list(BUILT)) {
      Path deb = built.filter(path -> path.toString().endsWith(".deb")).findFirst().orElseThrow();
      Files.createDirectories(tree.resolve("root"));
      Files.copy(deb, tree.resolve("." + PACKAGE));
      machine.install(tree);
    } finally {
      Host.run("rm", "-rf", tree.toString()).ok();
    }
    machine.addUser("alice");
    Postfix.on(machine).set("home_mailbox=Maildir/");
  }

  @Test
  void lintianHasNothingToSay() {
    boolean isThere = Host.run("sh", "-c", "command -v lintian").exit() == 0;
    assumeTrue(isThere, "lintian isn't installed, which make tools does");

    assertThat(Host.run("sh", "-c", "lintian --no-tag-display-limit " + BUILT + "/*.deb").out())
        .isEmpty();
  }

  @Test
  void installingItChangesNothingAboutARunningPostfix(@Fresh Machine machine) {
    String files = machine.sh(OWNERS_AND_MODES).out();
    List<Integer> before = masters(machine);

    install(machine);

    assertThat(masters(machine)).isEqualTo(before).hasSize(1);
    assertThat(machine.sh(OWNERS_AND_MODES).out()).isEqualTo(files);
    assertThat(machine.run("dpkg", "--verify", "postfix", "masterless").ok().out()).isEmpty();
  }

  @Test
  void aRunningFail2banIsToldOfItsFilter(@Fresh Machine machine) {
    Fail2ban.install(machine, "[postfix]\nenabled = true\nbackend = systemd\n");

    install(machine);

    Eventually.await(
        "our part of the filter",
        () -> machine.run("fail2ban-client", "status", "postfix").out(),
        status -> status.contains("_SYSTEMD_SLICE=masterless-postfix.slice"));
  }

  @Test
  void anUpgradeReplacesAllProgramsAndRefusesNoConnection(@Fresh Machine machine) {
    install(machine);
    Postfix postfix = Postfix.on(machine);
    postfix.toUnits();
    postfix.smtp("carol@example.com", "alice@example.test", "before");
    postfix.awaitMail("alice", "Subject: before");
    List<Integer> before = ours(machine);
    assertThat(before).hasSizeGreaterThan(5);

    try (Session clients =
        machine.start(
            "smtp-source", "-s", "4", "-m", "1500", "-t", "alice@example.test", "127.0.0.1:25")) {
      machine.run("sleep", "0.3").ok();
      install(machine);
      assertThat(clients.exit()).as(clients.errors()).isZero();
    }

    Eventually.eventually(
        "a new stand-in", () -> machine.sh("systemctl is-active postfix").exit() == 0);
    assertThat(ours(machine)).isNotEmpty().doesNotContainAnyElementsOf(before);
    postfix.smtp("carol@example.com", "alice@example.test", "after");
    postfix.awaitMail("alice", "Subject: after");
    postfix.awaitEmptyQueue();
    assertThat(postfix.maildir("alice")).hasSizeGreaterThanOrEqualTo(1502);
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @Test
  void removingItBringsStockPostfixBackAndPurgingLeavesNothing(@Fresh Machine machine) {
    String files = machine.sh(OWNERS_AND_MODES).out();
    install(machine);
    Postfix postfix = Postfix.on(machine);
    postfix.toUnits();
    assertThat(masters(machine)).isEmpty();

    machine.run("dpkg", "--remove", "masterless").ok();

    assertThat(masters(machine)).hasSize(1);
    postfix.smtp("carol@example.com", "alice@example.test", "on stock again");
    postfix.awaitMail("alice", "Subject: on stock again");
    assertThat(machine.exists("/etc/masterless/instances")).isTrue();
    machine.run("dpkg", "--purge", "masterless").ok();
    assertThat(
            machine
                .sh("ls -d /etc/masterless /run/masterless /usr/lib/masterless 2>/dev/null")
                .lines())
        .isEmpty();
    assertThat(machine.sh(OWNERS_AND_MODES).out()).isEqualTo(files);
  }

  private static void install(Machine machine) {
    machine.run("dpkg", "--install", PACKAGE).ok();
  }

  private static List<Integer> masters(Machine machine) {
    return pids(machine, List.of("master"));
  }

  private static List<Integer> ours(Machine machine) {
    return pids(machine, List.of("standin", "supervise"));
  }

  private static List<Integer> pids(Machine machine, List<String> names) {
    return machine.processes().stream()
        .filter(process -> names.contains(process.name()))
        .map(ProcessInfo::pid)
        .toList();
  }
}
