package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Sieve as masterless-lmtp-deliver(8) says: dovecot-lda with Pigeonhole, whose redirects and
 * vacation replies go back to Postfix by sendmail and its set-gid postdrop.
 */
@OnMachine
class SieveTest {
  /** Of the entry that comes last, as its page has it. */
  private static final String MORE_OF_DELIVERY =
      """
        -o no_new_privileges=no -o run_paths=/run/dovecot
        -o write_paths=/var/spool/postfix/maildrop
        -- /usr/lib/dovecot/dovecot-lda -e
        -f {{sender}} -a {{recipient}} -d {{user}}
      """;

  private static final String OLD_CONFIGURATION =
      """
      protocols =
      ssl = no
      mail_location = maildir:~/Maildir
      userdb {
        driver = passwd
      }
      passdb {
        driver = pam
      }
      service stats {
        unix_listener stats-writer {
          mode = 0666
        }
      }
      protocol lda {
        mail_plugins = $mail_plugins sieve
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
      mail_inbox_path = ~/Maildir
      userdb passwd {
      }
      passdb pam {
      }
      service stats {
        unix_listener stats-writer {
          mode = 0666
        }
      }
      protocol lda {
        mail_plugins {
          sieve = yes
        }
      }
      sieve_script personal {
        path = ~/.dovecot.sieve
      }
      """;

  private static final String SCRIPT =
      """
      require ["fileinto", "mailbox", "vacation"];
      if header :is "subject" "aside" {
        fileinto :create "aside";
      } elsif header :is "subject" "on" {
        redirect "u2@example.test";
      } elsif header :is "subject" "away" {
        vacation "Until Monday.";
      }
      """;

  @Prepare
  static void startServices(Machine machine) {
    boolean isOld = machine.release() == Release.BOOKWORM;
    machine.installPackages("sieve");
    machine.write("/etc/dovecot/dovecot.conf", isOld ? OLD_CONFIGURATION : NEW_CONFIGURATION);
    machine.run("systemctl", "restart", "dovecot").ok();
    LmtpTest.fromPostfix(machine, MORE_OF_DELIVERY);
    machine.write("/home/u1/.dovecot.sieve", SCRIPT);
    machine.run("chown", "u1:u1", "/home/u1/.dovecot.sieve").ok();
  }

  /** Of having no network Postfix's programs warn in all sandboxes without. */
  @AfterEach
  void nothingElseIsComplainedOf(Machine machine) {
    assertThat(
            machine
                .journal("-u", "masterless-lmtp-deliver-unix", "-o", "cat")
                .lines()
                .filter(line -> line.matches("(?i).*(error|fail|denied|warning|panic).*"))
                .filter(line -> !line.contains("warning: inet_protocols: disabling IPv")))
        .isEmpty();
  }

  private static void send(Machine machine, String subject) {
    String text = "From: u2@example.test\nTo: u1@example.test\nSubject: " + subject + "\n\nhello\n";
    machine.runWith(text, "sendmail", "-f", "u2@example.test", "u1@example.test").ok();
  }

  @Test
  void mailGoesToTheFolderThatTheScriptSays(Machine machine) {
    send(machine, "aside");
    Eventually.eventually(
        "the file",
        () -> machine.sh("grep -l '^Subject: aside' ~u1/Maildir/.aside/new/*").exit() == 0);
    assertThat(machine.sh("stat -c '%U %a' ~u1/Maildir/.aside/new/*").lines())
        .containsExactly("u1 600");
  }

  @Test
  void mailIsRedirected(Machine machine) {
    send(machine, "on");
    assertThat(Postfix.on(machine).awaitMail("u2", "Subject: on"))
        .contains("X-Sieve-Redirected-From: u1@example.test")
        .contains("by mail.example.test (Postfix, from userid 3001)");
    Postfix.on(machine).awaitEmptyQueue();
  }

  @Test
  void senderIsToldThatTheUserIsAway(Machine machine) {
    send(machine, "away");
    assertThat(Postfix.on(machine).awaitMail("u2", "Until Monday."))
        .contains("Auto-Submitted: auto-replied")
        .contains("by mail.example.test (Postfix, from userid 3001)");
    assertThat(Postfix.on(machine).awaitMail("u1", "Subject: away")).contains("hello");
  }
}
