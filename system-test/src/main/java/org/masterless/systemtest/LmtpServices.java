package org.masterless.systemtest;

import java.util.List;
import java.util.stream.IntStream;

/** LMTP delivery on a machine, by two lines of services.cf as masterless.services(5) shows them. */
public final class LmtpServices {
  /** {@code /run/masterless/lmtp}, and behind it a process for each recipient. */
  public static final String ENTRIES =
      """
      lmtp         unix - - n - - lmtp-proxy
        -o user=masterless-lmtp -o socket_user=postfix
        -o socket_input=yes -o jit=yes -o run_paths=/run/masterless/lmtp-deliver
      lmtp-deliver unix - n n - - lmtp-deliver
        -o socket_user=masterless-lmtp
        -o capabilities=setuid,setgid -o home=yes
      """;

  /** Of {@link #ON_A_PORT}. */
  public static final int PORT = 24;

  /** The same proxy on a port, for clients that know no unix sockets. */
  public static final String ON_A_PORT =
      """
      24           inet n - n - - lmtp-proxy
        -o user=masterless-lmtp
        -o socket_input=yes -o jit=yes -o run_paths=/run/masterless/lmtp-deliver
      """;

  private static final int FIRST_UID = 3001;

  private LmtpServices() {}

  /** Adds these and {@code more} entries, makes the proxy's system user, and starts all. */
  public static void start(Machine machine, String more) {
    startFor(machine, "postfix", more);
  }

  /** The same for another client than Postfix, whose system user is {@code client}. */
  public static void startFor(Machine machine, String client, String more) {
    makeUser(machine);
    machine.append(
        "/etc/masterless/services.cf",
        ENTRIES.replace("socket_user=postfix", "socket_user=" + client) + more);
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "enable", "--now", "masterless.target").ok();
  }

  /** {@code masterless-lmtp}, as the package does. */
  public static void makeUser(Machine machine) {
    machine.run("systemd-sysusers", "/usr/lib/sysusers.d/masterless.conf").ok();
  }

  /** Adds users {@code u1} and so on, with uids and gids of their own from 3001 on. */
  public static void addUsers(Machine machine, int count) {
    machine
        .sh(
            "for i in $(seq %d); do useradd -m -u $((%d + i)) u$i || exit; done"
                .formatted(count, FIRST_UID - 1))
        .ok();
  }

  /** Of the user {@code u} with this number. */
  public static int uid(int user) {
    return FIRST_UID - 1 + user;
  }

  /** The names of so many of them. */
  public static List<String> users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "u" + i).toList();
  }
}
