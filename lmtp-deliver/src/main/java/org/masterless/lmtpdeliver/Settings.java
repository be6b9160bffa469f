package org.masterless.lmtpdeliver;

import java.util.List;
import org.masterless.accounts.UidRange;

/**
 * What the command line says.
 *
 * @param users where they are looked up, in order: {@code nss}, {@code passwd-file:PATH}, {@code
 *     dovecot:SOCKET}
 * @param uids whom a process may become
 * @param maildir where mail lies for users whose source doesn't say
 * @param isFullTemporary whether a full mailbox is a temporary failure
 * @param messageSizeLimit in bytes; 0 is no limit
 * @param maxProcesses at a time; 0 is no limit
 * @param userConcurrencyLimit of these for one user; 0 is no limit
 * @param userTasksMax processes and threads of one user on this machine, beyond which a command
 *     starts no more; 0 is no limit
 * @param peers names or uids of who may connect; empty is the default
 * @param timeout for each thing that is waited for, in milliseconds
 * @param runtimeMax after how long a delivery is killed whatever it does, in milliseconds
 * @param idle after how long without work to exit, in milliseconds; 0 is never
 * @param command program and arguments that take the message instead; empty for a Maildir
 */
record Settings(
    List<String> users,
    UidRange uids,
    String maildir,
    boolean isFullTemporary,
    long messageSizeLimit,
    int maxProcesses,
    int userConcurrencyLimit,
    int userTasksMax,
    List<String> peers,
    int timeout,
    int runtimeMax,
    int idle,
    List<String> command) {
  /** With the second after it, well before the minute that a front waits for the answer. */
  private static final int MOST_OF_LOOKUPS = 49_000;

  private static final int SECOND = 1000;

  Settings {
    users = List.copyOf(users);
    peers = List.copyOf(peers);
    command = List.copyOf(command);
  }

  /** The longest that a look-up in one source may take, in milliseconds. */
  int lookupTimeout() {
    return Math.min(timeout, MOST_OF_LOOKUPS / sources());
  }

  /**
   * The longest that looking a user up may take in all sources, in milliseconds: the time-outs that
   * sources have themselves come first, as they give a reply.
   */
  int lookupMax() {
    return lookupTimeout() * sources() + SECOND;
  }

  private int sources() {
    return Math.max(1, users.size());
  }

  /** Whether a user's name may be so; the sources of libc rarely have domains in theirs. */
  boolean mayKnow(String name) {
    return name.indexOf('@') < 0 || !users.equals(List.of("nss"));
  }

  /** Whether all deliveries have the same uid; {@code ownUid} is what the service runs as. */
  boolean isForOne(int ownUid) {
    return ownUid != 0 || uids.first() == uids.last();
  }
}
