package org.masterless.lmtpdeliver;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.Log;
import org.masterless.system.Numbers;
import org.masterless.system.PasswdEntry;
import org.masterless.system.Seldom;
import org.masterless.system.Sockets;

/**
 * Who may connect: known by the uid that the kernel saw when the connection was made.
 *
 * <p>Names that can't be looked up at first, or that nobody has, are looked up again when somebody
 * else connects, though not for each connection: a source of users may come up later than we.
 */
final class Peers {
  private static final List<String> DEFAULT = List.of("root", "masterless-lmtp");
  private static final long MINUTE = 60_000;
  private static final long BEFORE_NEXT_TRY = 5000;

  private final Calls calls;
  private final Log log;

  /** Whether the names are the admin's; of ours, one need not exist. */
  private final boolean areChosen;

  private final List<Integer> uids = new ArrayList<>();
  private List<String> unresolved = List.of();
  private final Sockets.Peer peer = new Sockets.Peer();
  private final Seldom refusals = new Seldom(MINUTE);
  private final Seldom tries = new Seldom(BEFORE_NEXT_TRY);
  private final Seldom complaints = new Seldom(MINUTE);

  private Peers(Calls calls, Log log, boolean areChosen) {
    this.calls = calls;
    this.log = log;
    this.areChosen = areChosen;
  }

  /** {@code words} are names and uids; none are the default. */
  static Peers of(Calls calls, Log log, List<String> words) {
    Peers peers = new Peers(calls, log, !words.isEmpty());
    List<String> names = new ArrayList<>();
    for (String word : words.isEmpty() ? DEFAULT : words) {
      int uid = Numbers.parse(word, Integer.MAX_VALUE);
      if (uid >= 0) {
        peers.uids.add(uid);
      } else {
        names.add(word);
      }
    }
    peers.unresolved = names;
    peers.resolve();
    return peers;
  }

  private void resolve() {
    long now = calls.clock().milliseconds();
    if (unresolved.isEmpty() || !tries.isDue(now)) {
      return;
    }
    List<String> left = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String name : unresolved) {
      PasswdEntry entry = new PasswdEntry();
      int answer = calls.identities().find(name, entry);
      if (answer > 0) {
        uids.add(entry.uid());
        continue;
      }
      left.add(name);
      if (answer < 0) {
        wrong.add("cannot look up user " + name + ": " + Errno.message(answer));
      } else if (areChosen) {
        wrong.add("there is no user " + name);
      }
    }
    unresolved = left;
    if (!wrong.isEmpty() && complaints.isDue(now)) {
      log.warning("option --peers: " + String.join("; ", wrong) + "; not letting them in for now");
    }
  }

  /** Whether who is at the other end of {@code connection} is one of them. */
  boolean include(int connection) {
    boolean isKnown = calls.sockets().peer(connection, peer) >= 0;
    if (isKnown && !uids.contains(peer.uid())) {
      resolve();
    }
    if (isKnown && uids.contains(peer.uid())) {
      return true;
    }
    if (refusals.isDue(calls.clock().milliseconds())) {
      log.warning(
          isKnown
              ? "refused a connection from uid " + peer.uid() + ", which is not among the peers"
              : "refused a connection: its peer is unknown");
    }
    return false;
  }
}
