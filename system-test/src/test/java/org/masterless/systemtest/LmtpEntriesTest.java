package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Entries for {@code lmtp-deliver} in services.cf as its page has them, beside a real Dovecot: one
 * that hands mail to dovecot-lda, and two for virtual users of one uid, without any root.
 */
@OnMachine
class LmtpEntriesTest {
  private static final String FRONT = "/usr/lib/postfix/sbin/front";

  /** A command's user may execute what is set-gid, as sendmail's postdrop is. */
  private static final String ENTRIES =
      """
      lda     unix - n n - - lmtp-deliver
        -o socket_user=masterless-lmtp -o capabilities=setuid,setgid -o home=yes
        -o no_new_privileges=no -o run_paths=/run/dovecot
        -- /usr/lib/dovecot/dovecot-lda -e -f {{sender}} -a {{recipient}} -d {{user}}
      nobody  unix - n n - - lmtp-deliver
        -o socket_user=masterless-lmtp -o capabilities=setuid,setgid -o home=yes
        -o no_new_privileges=no -o run_paths=/run/dovecot
        -- /usr/lib/dovecot/dovecot-lda -e -d no-such-user
      slow    unix - n n - - lmtp-deliver
        -o socket_user=masterless-lmtp -o capabilities=setuid,setgid -o home=yes
        -o no_new_privileges=no
        -- /usr/bin/sleep 5
      virtual unix - y n - - lmtp-deliver
        -o user=vmail -o socket_user=masterless-lmtp -o write_paths=/srv/mail
        --uids 5000 --users passwd-file:/etc/mail-users:uid=5000:gid=5000
      userdb  unix - y n - - lmtp-deliver
        -o user=vmail -o socket_user=masterless-lmtp -o write_paths=/srv/mail
        -o run_paths=/run/dovecot/auth-userdb
        --uids 5000 --users dovecot:/run/dovecot/auth-userdb:uid=5000:gid=5000
      """;

  private static final String OLD_CONFIGURATION =
      """
      protocols =
      ssl = no
      mail_location = maildir:~/Maildir
      mail_plugins = quota
      plugin {
        quota = maildir:User quota
      }
      service auth {
        unix_listener auth-userdb {
          user = vmail
        }
      }
      passdb {
        driver = passwd-file
        args = /etc/dovecot-users
      }
      userdb {
        driver = passwd-file
        args = /etc/dovecot-users
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
      mail_driver = maildir
      mail_path = ~/Maildir
      mail_plugins {
        quota = yes
      }
      quota "User quota" {
        quota_storage_grace = 0
      }
      service auth {
        unix_listener auth-userdb {
          user = vmail
        }
      }
      passdb passwd-file {
        passwd_file_path = /etc/dovecot-users
      }
      userdb passwd-file {
        passwd_file_path = /etc/dovecot-users
      }
      userdb passwd {
      }
      """;

  @Prepare
  static void startServices(Machine machine) {
    TestDaemon.install(machine, "front");
    machine.installPackages("dovecot");
    LmtpServices.addUsers(machine, 2);
    machine.run("groupadd", "--gid", "5000", "vmail").ok();
    machine.run("useradd", "--uid", "5000", "--gid", "vmail", "vmail").ok();
    machine.run("install", "-d", "-o", "vmail", "-g", "vmail", "-m", "700", "/srv/mail").ok();
    machine.run("install", "-d", "-o", "vmail", "-g", "vmail", "/srv/mail/v1", "/srv/mail/v2").ok();
    machine.write("/etc/mail-users", "v1@example.com:::::/srv/mail/v1::\n");
    machine.sh("chgrp vmail /etc/mail-users && chmod 640 /etc/mail-users").ok();
    boolean isOld = machine.release() == Release.BOOKWORM;
    String quota = isOld ? "userdb_quota_rule=*:bytes=100" : "userdb_quota_storage_size=100B";
    machine.write(
        "/etc/dovecot-users",
        "v2@example.com:{PLAIN}x::::/srv/mail/v2::\n"
            + "u2:{PLAIN}x:3002:3002::/home/u2::"
            + quota
            + "\n");
    machine.write("/etc/dovecot/dovecot.conf", isOld ? OLD_CONFIGURATION : NEW_CONFIGURATION);
    machine.run("systemctl", "restart", "dovecot").ok();
    LmtpServices.start(machine, ENTRIES);
  }

  /** The first replies, and those to a message. */
  private static List<String> deliver(Machine machine, String socket, String... users) {
    List<String> command = new ArrayList<>(List.of(FRONT, "/run/masterless/" + socket));
    command.addAll(List.of(users));
    return machine.runWith("go on\n", command.toArray(new String[0])).lines();
  }

  private static String log(Machine machine, String socket) {
    return machine.journal("-u", "masterless-" + socket + "-unix.service", "-o", "cat");
  }

  @Test
  void dovecotsAgentDeliversWithTheUsersRights(Machine machine) {
    List<String> replies = deliver(machine, "lda", "u1");
    assertThat(replies).as(log(machine, "lda")).hasSize(2);
    assertThat(replies.get(1)).as(log(machine, "lda")).startsWith("u1 250 2.0.0");
    assertThat(machine.sh("stat -c '%U %a' ~u1/Maildir/new/*").lines()).containsExactly("u1 600");
    assertThat(machine.sh("cat ~u1/Maildir/new/*").out())
        .contains("Delivered-To: u1@example.com", "Subject: for u1");
  }

  /** With -e, dovecot-lda writes no bounce of its own. */
  @Test
  void whatDovecotsAgentRefusesForGoodIsRefusedForGood(Machine machine) {
    List<String> replies = deliver(machine, "lda", "u2");
    assertThat(replies).as(log(machine, "lda")).hasSize(2);
    assertThat(replies.get(1)).as(log(machine, "lda")).startsWith("u2 554 5.7.0");
    assertThat(machine.sh("ls ~u2/Maildir/new").out()).isEmpty();
  }

  @Test
  void whomDovecotsAgentDoesNotKnowIsUnknown(Machine machine) {
    List<String> replies = deliver(machine, "nobody", "u1");
    assertThat(replies).as(log(machine, "nobody")).hasSize(2);
    assertThat(replies.get(1)).as(log(machine, "nobody")).startsWith("u1 550 5.1.1");
  }

  @Test
  void aDovecotThatIsDownMakesMailWait(@Fresh Machine machine) {
    machine.run("systemctl", "stop", "dovecot").ok();
    List<String> replies = deliver(machine, "lda", "u1");
    assertThat(replies).hasSize(2);
    assertThat(replies.get(1)).startsWith("u1 451 4.");
    assertThat(deliver(machine, "userdb", "v2@example.com").get(0))
        .startsWith("v2@example.com 451 4.3.0");
  }

  /** It would end by SIGTERM, and what it had done until then would be done again. */
  @Test
  void aStopLetsACommandFinish(Machine machine) {
    try (Session front = machine.start(FRONT, "/run/masterless/slow", "u1")) {
      assertThat(front.readLine()).as(log(machine, "slow")).contains("u1 250 2.1.5 3001 OK");
      front.send("go on\n");
      Eventually.eventually(
          "the command to run",
          () ->
              machine.processes().stream()
                      .filter(process -> process.unit().equals("masterless-slow-unix.service"))
                      .count()
                  == 3);
      machine.run("systemctl", "stop", "masterless-slow-unix.service").ok();
      assertThat(front.rest()).singleElement().asString().startsWith("u1 250 2.0.0");
    }
  }

  @Test
  void virtualUsersOfOneUidAreServedWithoutRoot(Machine machine) {
    assertStored(machine, "virtual", "v1");
    assertStored(machine, "userdb", "v2");
    assertThat(deliver(machine, "virtual", "v9@example.com").get(0)).contains("550 5.1.1");
    assertThat(deliver(machine, "userdb", "v9@example.com").get(0)).contains("550 5.1.1");
  }

  private static void assertStored(Machine machine, String socket, String user) {
    String unit = "masterless-" + socket + "-unix.service";
    String name = user + "@example.com";
    List<String> replies;
    try (Session front = machine.start(FRONT, "/run/masterless/" + socket, name)) {
      assertThat(front.readLine()).as(log(machine, socket)).contains(name + " 250 2.1.5 5000 OK");
      List<ProcessInfo> processes =
          machine.processes().stream().filter(process -> process.unit().equals(unit)).toList();
      assertThat(processes).hasSize(2);
      for (ProcessInfo process : processes) {
        assertThat(process.uids()).containsOnly(5000);
        assertThat(process.gids()).containsOnly(5000);
        for (String set : List.of("Inh", "Prm", "Eff", "Amb", "Bnd")) {
          assertThat(process.capabilities(set)).as(set).isZero();
        }
      }
      front.send("go on\n");
      replies = front.rest();
    }
    assertThat(replies).hasSize(1);
    assertThat(replies.get(0)).startsWith(name + " 250 2.0.0 5000");
    assertThat(machine.sh("stat -c '%u %g %a' /srv/mail/" + user + "/Maildir/new/*").lines())
        .containsExactly("5000 5000 600");
  }
}
