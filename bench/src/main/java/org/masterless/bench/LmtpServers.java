package org.masterless.bench;

import java.time.Duration;
import org.masterless.systemtest.LmtpServices;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Release;

/** Our LMTP server and Dovecot's on one machine, and the users that both deliver to. */
final class LmtpServers {
  private static final int FIRST_UID = 2000;

  /**
   * Those who aren't there yet. Of both: {@code NAME:password:uid:gid:gecos:home:shell:}, and an
   * empty Maildir for each.
   */
  private static final String ACCOUNTS =
      """
      import os
      old, new, first = %d, %d, %d
      for i in range(old, new):
          uid = first + i
          home = f"/home/b{i}"
          for name in ["", "/Maildir", "/Maildir/cur", "/Maildir/new", "/Maildir/tmp"]:
              os.mkdir(home + name, 0o700)
              os.chown(home + name, uid, uid)
      with open("/etc/dovecot/users", "w") as users:
          for i in range(new):
              users.write(f"b{i}::{first + i}:{first + i}::/home/b{i}::\\n")
      """;

  private static final String SERVICES =
      """
      lmtp unix - - n - - lmtp-proxy -o user=masterless-lmtp
        -o socket_input=yes -o jit=yes -o run_paths=/run/masterless/lmtp-deliver
      lmtp-deliver unix - n n - - lmtp-deliver
        -o socket_user=masterless-lmtp -o capabilities=setuid,setgid -o home=yes
        --users passwd-file:/etc/dovecot/users
      """;

  private static final String DOVECOT_2_3 =
      """
      protocols = lmtp
      mail_location = maildir:~/Maildir
      auth_username_format = %n
      ssl = no
      passdb {
        driver = static
        args = nopassword=y
      }
      userdb {
        driver = passwd-file
        args = /etc/dovecot/users
      }
      !include /etc/dovecot/lmtp.conf
      """;

  private static final String DOVECOT_2_4 =
      """
      dovecot_config_version = 2.4.1
      dovecot_storage_version = 2.4.1
      protocols = lmtp
      mail_driver = maildir
      mail_path = ~/Maildir
      auth_username_format = %{user | username}
      ssl = no
      passdb static {
        password =
        fields {
          nopassword = yes
        }
      }
      userdb passwd-file {
        passwd_file_path = /etc/dovecot/users
      }
      !include /etc/dovecot/lmtp.conf
      """;

  private static final Duration CALM = Duration.ofMinutes(5);

  private final Machine machine;
  private int users;

  LmtpServers(Machine machine) {
    this.machine = machine;
  }

  void install() {
    machine.write("/etc/dovecot/lmtp.conf", "");
    machine.installPackages("dovecot");
    machine.write(
        "/etc/dovecot/dovecot.conf",
        machine.release() == Release.BOOKWORM ? DOVECOT_2_3 : DOVECOT_2_4);
    LmtpServices.makeUser(machine);
    machine.write("/etc/masterless/services.cf", SERVICES);
    machine.write("/etc/masterless/lmtp-proxy.conf", "[addresses]\nlocal_domains = example.com\n");
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "start", "masterless.target").ok();
  }

  /** Until ext4 takes inodes for free that others had, and finds new ones at once. */
  void calmDown() {
    System.out.println("waiting five minutes, in which nobody should remove many files here");
    try {
      Thread.sleep(CALM.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds users until there are so many. */
  void makeUsers(int count) {
    machine.runWith(ACCOUNTS.formatted(users, count, FIRST_UID), "python3", "-").ok();
    users = count;
  }

  int users() {
    return users;
  }
}
