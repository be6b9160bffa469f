package org.masterless.systemtest;

/**
 * A real Dovecot beside our deliveries: IMAP on port 143, LMTP on 2424, users and their Maildirs.
 */
final class DovecotServer {
  private static final String OLD_CONFIGURATION =
      """
      protocols = imap lmtp
      mail_location = maildir:~/Maildir
      mail_plugins = quota
      ssl = no
      auth_username_format = %n
      passdb {
        driver = passwd-file
        args = /etc/dovecot/users
      }
      passdb {
        driver = static
        args = nopassword=y
      }
      userdb {
        driver = passwd-file
        args = /etc/dovecot/users
      }
      userdb {
        driver = passwd
      }
      service lmtp {
        inet_listener lmtp {
          address = 127.0.0.1
          port = 2424
        }
      }
      plugin {
        quota = maildir:User quota
        quota_rule = *:storage=1G
      }
      """;

  private static final String NEW_CONFIGURATION =
      """
      dovecot_config_version = 2.4.1
      dovecot_storage_version = 2.4.1
      protocols = imap lmtp
      mail_driver = maildir
      mail_path = ~/Maildir
      mail_inbox_path = ~/Maildir
      mail_plugins {
        quota = yes
      }
      ssl = no
      auth_username_format = %{user | username}
      passdb passwd-file {
        passwd_file_path = /etc/dovecot/users
      }
      passdb static {
        password =
        fields {
          nopassword = yes
        }
      }
      userdb passwd-file {
        passwd_file_path = /etc/dovecot/users
      }
      userdb passwd {
      }
      service lmtp {
        inet_listener lmtp {
          listen = 127.0.0.1
          port = 2424
        }
      }
      quota user {
        driver = maildir
      }
      quota_storage_size = 1G
      quota_storage_grace = 0
      """;

  private DovecotServer() {}

  /**
   * Its users are those of these lines of a passwd-file and the machine's own, any password is
   * right, and quotas are in maildirsize.
   */
  static void start(Machine machine, String users) {
    machine.installPackages("dovecot");
    machine.write(
        "/etc/dovecot/dovecot.conf",
        machine.release() == Release.BOOKWORM ? OLD_CONFIGURATION : NEW_CONFIGURATION);
    machine.write("/etc/dovecot/users", users);
    machine.run("systemctl", "restart", "dovecot").ok();
  }

  /**
   * What it complains about, such as Maildirs that aren't as they should be. That its own LMTP
   * server looks into the first recipient's mailbox while it is already the next one isn't ours.
   */
  static String complaints(Machine machine) {
    return machine
        .sh(
            "journalctl --boot --no-pager -o cat -u dovecot"
                + " | grep -iE 'corrupt|error|panic|fatal|wrong|duplicate'"
                + " | grep -v '^lmtp(.*/dovecot.index.log) failed: Permission denied (euid='")
        .out();
  }
}
