package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package from its installation to its removal, beside a Postfix with mail. */
@OnMachine(staged = false)
class PackageTest {
  private static final String PACKAGE = "/root/masterless.deb";

  /** A service of services.cf. */
  private static final String ECHO = "/run/masterless/echo";

  private static final String OWNERS_AND_MODES =
      "cd / && dpkg -L postfix | xargs -d '\\n' stat -c '%n %U:%G %a' | sort -u";

  /** What Postfix makes itself, in the folders where it runs: folders, sockets and FIFOs. */
  private static final String PLACES =
      "find /var/spool/postfix /var/lib/postfix ! -type f -printf '%p %y %u:%g %m\\n' | sort";

  private static final String ACCOUNTS = "getent passwd; getent group";
  private static final String UNITS =
      "systemctl list-units --all --plain --no-legend 'masterless*' 'postfix*' | awk '{print $1}'";

  /**
   * One message after the other, in four places. Debian's own package stops Postfix or restarts it,
   * so clients may find no open port, and come again.
   */
  private static final String STEADY_CLIENTS =
      """
      client() {
        while [ ! -e /root/enough ]; do
          smtp-source -m 1 -f carol@example.com -t alice@example.test 127.0.0.1:25 && echo accepted ||
            sleep 0.1
        done
      }
      rm -f /root/enough
      for i in 1 2 3 4; do client & done
      wait
      """;

  /** Of the Postfix that is installed. */
  private static final String LATER_VERSION =
      """
      cd /root
      dpkg-deb --raw-extract /srv/debs/postfix/postfix_*.deb later
      sed -i '/^Version:/s/$/+later/' later/DEBIAN/control
      dpkg-deb --build later later.deb
      """;

  @BeforeAll
  static void isBuilt() {
    assertThat(DebianPackage.built()).exists();
  }

  @Prepare
  static void bringThePackage(Machine machine) throws IOException {
    Path tree = Files.createTempDirectory("masterless");
    try {
      Files.createDirectories(tree.resolve("root"));
      Files.copy(DebianPackage.built(), tree.resolve("." + PACKAGE));
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

    assertThat(
            Host.run("lintian", "--no-tag-display-limit", DebianPackage.built().toString()).out())
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
    startEcho(machine);
    String socket = machine.run("stat", "-c", "%i", ECHO).ok().out();
    List<Integer> before = ours(machine);
    assertThat(before).hasSizeGreaterThan(5);

    try (Session clients =
        machine.start(
            "smtp-source", "-s", "4", "-m", "1500", "-t", "alice@example.test", "127.0.0.1:25")) {
      machine.run("sleep", "0.3").ok();
      install(machine);
      assertThat(clients.exit()).as(clients.errors()).isZero();
    }

    Eventually.eventually("a new stand-in", () -> isActive(machine));
    assertThat(machine.run("stat", "-c", "%i", ECHO).ok().out()).isEqualTo(socket);
    assertThat(echo(machine)).isEqualTo("here");
    assertThat(ours(machine)).isNotEmpty().doesNotContainAnyElementsOf(before);
    postfix.smtp("carol@example.com", "alice@example.test", "after");
    postfix.awaitMail("alice", "Subject: after");
    postfix.awaitEmptyQueue();
    assertThat(postfix.maildir("alice")).hasSizeGreaterThanOrEqualTo(1502);
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @Test
  void onceSwitchedOverPostfixComesUpOnUnits(@Fresh Machine machine) {
    install(machine);
    Postfix.on(machine).toUnits();

    machine.reboot();

    assertThat(machine.state()).isEqualTo("running");
    assertThat(masters(machine)).isEmpty();
    assertMailFlows(machine, "after the boot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/debs/postfix/postfix_*.deb", "/root/later.deb"})
  void postfixIsOnUnitsAfterItsOwnUpgradeAndNoMailIsLost(String deb, @Fresh Machine machine) {
    machine.run("sh", "-ec", LATER_VERSION).ok();
    install(machine);
    Postfix postfix = Postfix.on(machine);
    postfix.toUnits();
    String files = machine.sh(OWNERS_AND_MODES).out();

    List<Integer> before;
    long accepted;
    try (Session clients = machine.start("sh", "-c", STEADY_CLIENTS)) {
      assertThat(clients.readLine()).contains("accepted");
      before = daemons(machine);
      machine.sh("DEBIAN_FRONTEND=noninteractive dpkg --install " + deb).ok();
      Eventually.eventually("an active unit", () -> isActive(machine));
      machine.sh("sleep 0.5; touch /root/enough").ok();
      accepted = 1 + clients.rest().stream().filter("accepted"::equals).count();
      assertThat(clients.errors().lines())
          .allMatch(line -> line.matches(".*(Connection refused|lost connection|: 4[0-9]{2} ).*"));
    }

    assertThat(masters(machine)).isEmpty();
    assertThat(daemons(machine)).isNotEmpty().doesNotContainAnyElementsOf(before);
    assertMailFlows(machine, "after the upgrade");
    postfix.awaitEmptyQueue();
    assertThat(machine.sh("grep -rhi '^message-id:' ~alice/Maildir/new | sort -u").lines())
        .hasSizeGreaterThan((int) accepted);
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
    assertThat(machine.sh(OWNERS_AND_MODES).out()).isEqualTo(files);
  }

  @Test
  void removingItBringsStockPostfixBackAndPurgingLeavesNothing(@Fresh Machine machine) {
    assertMailFlows(machine, "on stock");
    Set<String> before = traces(machine);
    install(machine);
    Postfix.on(machine).toUnits();
    assertThat(masters(machine)).isEmpty();
    assertMailFlows(machine, "on units");
    startEcho(machine);

    machine.run("dpkg", "--remove", "masterless").ok();

    assertThat(machine.run("ss", "-Hxl").out()).doesNotContain(ECHO);

    assertThat(masters(machine)).hasSize(1);
    assertMailFlows(machine, "on stock again");
    assertThat(machine.exists("/etc/masterless/instances")).isTrue();
    machine.run("dpkg", "--purge", "masterless").ok();
    Set<String> after = traces(machine);
    assertThat(missing(before, after)).as("gone").isEmpty();
    assertThat(missing(after, before)).as("left").isEmpty();
    assertThat(
            machine
                .sh(
                    "find / -xdev -name '*masterless*' ! -path /root/masterless.deb ! -path '/tmp/*'")
                .lines())
        .isEmpty();
    assertThat(machine.sh("find /run /sys/fs/cgroup -name '*masterless*'").lines()).isEmpty();
  }

  private static void startEcho(Machine machine) {
    machine.append("/etc/masterless/services.cf", "echo unix n - n - - /bin/cat -o accept=yes\n");
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "enable", "--now", "masterless.target").ok();
    assertThat(echo(machine)).isEqualTo("here");
  }

  private static String echo(Machine machine) {
    return machine.runWith("here\n", "nc", "-NU", ECHO).text();
  }

  private static Set<String> traces(Machine machine) {
    return Stream.of(OWNERS_AND_MODES, PLACES, ACCOUNTS, UNITS)
        .flatMap(script -> machine.sh(script).ok().lines().stream())
        .collect(Collectors.toSet());
  }

  private static List<String> missing(Set<String> all, Set<String> some) {
    return all.stream().filter(line -> !some.contains(line)).sorted().toList();
  }

  private static void assertMailFlows(Machine machine, String subject) {
    Postfix postfix = Postfix.on(machine);
    postfix.smtp("carol@example.com", "alice@example.test", subject);
    postfix.awaitMail("alice", "Subject: " + subject);
  }

  private static boolean isActive(Machine machine) {
    return machine.run("systemctl", "is-active", "postfix").exit() == 0;
  }

  private static List<Integer> daemons(Machine machine) {
    return Postfix.on(machine).processes().stream().map(ProcessInfo::pid).toList();
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
