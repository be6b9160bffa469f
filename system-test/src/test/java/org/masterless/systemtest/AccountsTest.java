package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Users as a real Dovecot, libc and our own reader of its passwd-file know them, and becoming one
 * below a real unit's bounding set. What is asked is the module's own test program.
 */
@OnMachine(staged = false)
class AccountsTest {
  private static final Path BUILT =
      Places.repository().resolve("accounts/target/native-test/release/accounts-test");
  private static final String PROGRAM = "/usr/local/lib/accounts-test";
  private static final String USERS = "/etc/dovecot/users";
  private static final String SOCKET = "/run/dovecot/auth-userdb";

  private static final String OLD_CONFIGURATION =
      """
      protocols = none
      ssl = no
      passdb {
        driver = passwd-file
        args = /etc/dovecot/users
      }
      userdb {
        driver = passwd-file
        args = /etc/dovecot/users
      }
      userdb {
        driver = passwd
      }
      """;

  private static final String NEW_CONFIGURATION =
      """
      dovecot_config_version = 2.4.1
      dovecot_storage_version = 2.4.1
      protocols =
      ssl = no
      passdb passwd-file {
        passwd_file_path = /etc/dovecot/users
      }
      userdb passwd-file {
        passwd_file_path = /etc/dovecot/users
      }
      userdb passwd {
      }
      """;

  private static final String LINES =
      """
      # v0@example.com:{PLAIN}x:5000:5000::/srv/v0::
      #v0@example.com:{PLAIN}x:5000:5000::/srv/v0::

      v1@example.com:{PLAIN}x:5000:5000:(gecos):/srv/v1:(shell):userdb_mail=maildir:~/Maildir
      v2@example.com:{PLAIN}x:5000:5001::/srv/v2
      v3@example.com:{PLAIN}x:5000:5000::/srv/first:: userdb_home=/srv/v3
      v4@example.com:{PLAIN}x:5000:5000::/srv/v4::allow_nets=::1 userdb_uid=6000 userdb_gid=6001
      v5@example.com:{PLAIN}x:5000:5000::/srv/v5::userdb_system_groups_user=alice home=/ignored
      v6@example.com:{PLAIN}x:5000:5000::::
      v7@example.com:{PLAIN}x:5000:5000::/srv/v7::userdb_quota_rule=*:storage=1G:messages=9
      v9@example.com:{PLAIN}x:nobody-at-all:5000::/srv/v9::
      v10@example.com:{PLAIN}x::::::
      """;

  @Prepare
  static void installDovecot(Machine machine) throws IOException {
    Path folder = Files.createTempDirectory("accounts");
    Path program = folder.resolve(PROGRAM.substring(1));
    Files.createDirectories(program.getParent());
    Files.copy(BUILT, program);
    machine.install(folder);
    Files.delete(program);
    machine.addUser("alice");
    machine.run("groupadd", "--gid", "7000", "readers").ok();
    machine.run("usermod", "--append", "--groups", "readers", "alice").ok();
    machine.installPackages("dovecot");
    machine.write(
        "/etc/dovecot/dovecot.conf",
        machine.release() == Release.BOOKWORM ? OLD_CONFIGURATION : NEW_CONFIGURATION);
    String home = machine.release() == Release.BOOKWORM ? "%d/%n" : "%{user|domain}/%{user}";
    machine.write(USERS, LINES + "v11:{PLAIN}x:5000:5000::::userdb_home=/srv/" + home + "\n");
    machine.run("systemctl", "restart", "dovecot").ok();
  }

  private static String ask(Machine machine, String... words) {
    String[] command = new String[words.length + 1];
    command[0] = PROGRAM;
    System.arraycopy(words, 0, command, 1, words.length);
    return machine.run(command).text();
  }

  private static String userdb(Machine machine, String name) {
    return ask(machine, "userdb", SOCKET, name);
  }

  @Test
  void ourReaderOfTheFileAnswersAsDovecotDoes(Machine machine) {
    for (int i = 0; i <= 8; i++) {
      String name = "v" + i + "@example.com";
      assertThat(ask(machine, "file", USERS, name)).as(name).isEqualTo(userdb(machine, name));
    }
    assertThat(userdb(machine, "v1@example.com"))
        .isEqualTo(
            "found User[name=v1@example.com, uid=5000, gid=5000, groups=[], home=/srv/v1,"
                + " mail=maildir:~/Maildir, quota=Quota[bytes=0, messages=0]]");
    assertThat(userdb(machine, "v7@example.com"))
        .contains("quota=Quota[bytes=1073741824, messages=9]");
    assertThat(userdb(machine, "v8@example.com")).isEqualTo("unknown");
  }

  @Test
  void libcAndDovecotAgreeAboutTheMachinesUsers(Machine machine) {
    String uid = machine.run("id", "--user", "alice").text();

    assertThat(ask(machine, "passwd", "alice"))
        .isEqualTo(userdb(machine, "alice"))
        .startsWith("found User[name=alice, uid=" + uid + ", gid=" + uid)
        .contains("7000", "home=/home/alice");
    assertThat(ask(machine, "passwd", "no-such-user")).isEqualTo("unknown");
    assertThat(userdb(machine, "no-such-user")).isEqualTo("unknown");
  }

  @Test
  void aDovecotThatIsStoppedOrHangsHasNotSaidThatAUserIsUnknown(@Fresh Machine machine) {
    assertThat(userdb(machine, "no-such-user")).isEqualTo("unknown");
    machine.run("systemctl", "kill", "--signal=STOP", "dovecot").ok();
    long start = System.nanoTime();
    assertThat(userdb(machine, "no-such-user")).startsWith("failed ").contains("took too long");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    machine.run("systemctl", "kill", "--signal=CONT", "dovecot").ok();
    machine.run("systemctl", "stop", "dovecot").ok();
    assertThat(userdb(machine, "no-such-user")).startsWith("failed ").contains("cannot connect");
  }

  /** Whose file is gone or whose line is wrong is unknown to Dovecot, which bounces the mail. */
  @Test
  void aFileThatIsGoneOrALineThatIsWrongIsNotTakenForNobody(Machine machine) {
    assertThat(userdb(machine, "v9@example.com")).isEqualTo("unknown");
    assertThat(ask(machine, "file", USERS, "v9@example.com"))
        .isEqualTo("failed " + USERS + ":11: bad uid \"nobody-at-all\": expected a number");
    assertThat(ask(machine, "file", USERS + ".away", "v1@example.com"))
        .isEqualTo("failed " + USERS + ".away: No such file or directory");
  }

  /** Dovecot lets a client that isn't root look up only users of the client's own uid. */
  @Test
  void aDovecotThatRefusesHasNotSaidThatAUserIsUnknown(Machine machine) {
    assertThat(machine.runAs("alice", PROGRAM, "userdb", SOCKET, "v1@example.com").text())
        .isEqualTo("failed " + SOCKET + ": Dovecot could not look the user up");
    assertThat(machine.runAs("alice", PROGRAM, "userdb", SOCKET, "alice").text())
        .startsWith("found ");
  }

  @Test
  void whatDovecotDoesNotSayOfAUserOurDefaultsDo(Machine machine) {
    String name = "v10@example.com";
    assertThat(userdb(machine, name)).isEqualTo("failed " + SOCKET + ": no uid");
    assertThat(ask(machine, "file", USERS, name)).startsWith("failed " + USERS + ":12: no uid");
    String found = "found User[name=" + name + ", uid=5000, gid=5001, groups=[], home=/srv/v10, ";
    assertThat(ask(machine, "userdb", SOCKET, name, "5000", "5001", "/srv/%n")).startsWith(found);
    assertThat(ask(machine, "file", USERS, name, "5000", "5001", "/srv/%n")).startsWith(found);
  }

  @Test
  void theDomainOfANameWithoutOneIsEmptyAsForDovecot(Machine machine) {
    assertThat(ask(machine, "file", USERS, "v11"))
        .isEqualTo(userdb(machine, "v11"))
        .contains("home=/srv//v11,");
  }

  /** The file of libnss-extrausers is missing; libc's error is ENOENT. */
  @Test
  void aSourceOfTheMachineThatCannotBeAskedHasNotSaidSo(@Fresh Machine machine) {
    sources(machine, "files gone");
    assertThat(ask(machine, "passwd", "no-such-user")).isEqualTo("unknown");
    sources(machine, "files extrausers");
    machine.run("rm", "-rf", "/var/lib/extrausers").ok();
    assertThat(ask(machine, "passwd", "alice")).startsWith("found ");
    assertThat(ask(machine, "passwd", "no-such-user"))
        .isEqualTo("failed passwd: getpwnam_r: No such file or directory");
    sources(machine, "files extrausers files");
    assertThat(ask(machine, "passwd", "alice")).startsWith("found ");
    assertThat(ask(machine, "passwd", "no-such-user"))
        .startsWith("failed passwd: /etc/nsswitch.conf:")
        .contains(": extrausers isn't the last source and may have failed unnoticed");
    sources(machine, "files extrausers [UNAVAIL=return TRYAGAIN=return] files");
    assertThat(ask(machine, "passwd", "no-such-user"))
        .isEqualTo("failed passwd: getpwnam_r: No such file or directory");
    machine.run("install", "-D", "/dev/null", "/var/lib/extrausers/passwd").ok();
    assertThat(ask(machine, "passwd", "no-such-user")).isEqualTo("unknown");
  }

  private static void sources(Machine machine, String sources) {
    machine.run("sed", "-i", "s/^passwd:.*/passwd: " + sources + "/", "/etc/nsswitch.conf").ok();
  }

  @Test
  void inAUnitRootBecomesTheUserAndNothingElse(Machine machine) {
    String said =
        machine
            .run(
                "systemd-run",
                "--pipe",
                "--wait",
                "--quiet",
                "--property=CapabilityBoundingSet=CAP_SETUID CAP_SETGID",
                "--property=ProtectSystem=strict",
                "--property=PrivateDevices=yes",
                PROGRAM,
                "become",
                "2001",
                "2002",
                "7000,0")
            .ok()
            .out();

    assertThat(said)
        .startsWith("became\n")
        .contains("Uid:\t2001\t2001\t2001\t2001", "Gid:\t2002\t2002\t2002\t2002")
        .contains("Groups:\t7000", "CapBnd:\t00000000000000c0", "NoNewPrivs:\t1", "hidden: 1");
    for (String set : List.of("Inh", "Prm", "Eff", "Amb")) {
      assertThat(said).contains("Cap" + set + ":\t0000000000000000");
    }
  }

  @Test
  void aUnitWithMoreRightsThanThoseIsRefused(Machine machine) {
    Result refused =
        machine.run(
            "systemd-run",
            "--pipe",
            "--wait",
            "--quiet",
            "--property=CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE",
            PROGRAM,
            "become",
            "2001",
            "2002");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).startsWith("refused: more capabilities");
  }
}
