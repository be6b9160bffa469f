package org.masterless.lmtpdeliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.system.Calls;
import org.masterless.system.Identities.Account;
import org.masterless.system.Log;
import org.masterless.system.Numbers;
import org.masterless.system.Seldom;
import org.masterless.system.Sockets;

/** Who may connect: known by the uid that the kernel saw when the connection was made. */
final class Peers {
  private static final List<String> DEFAULT = List.of("root", "masterless-lmtp");
  private static final long MINUTE = 60_000;

  private final Calls calls;
  private final Log log;
  private final List<Integer> uids;
  private final Sockets.Peer peer = new Sockets.Peer();
  private final Seldom seldom = new Seldom(MINUTE);

  private Peers(Calls calls, Log log, List<Integer> uids) {
    this.calls = calls;
    this.log = log;
    this.uids = uids;
  }

  /**
   * {@code words} are names and uids; none are the default. A name that isn't known lets nobody in.
   */
  static Peers of(Calls calls, Log log, List<String> words) {
    List<Integer> uids = new ArrayList<>();
    for (String word : words.isEmpty() ? DEFAULT : words) {
      int uid = Numbers.parse(word, Integer.MAX_VALUE);
      Optional<Account> account = uid >= 0 ? Optional.empty() : calls.identities().find(word);
      if (uid >= 0) {
        uids.add(uid);
      } else if (account.isPresent()) {
        uids.add(account.get().uid());
      } else if (!words.isEmpty()) {
        log.warning("option --peers: there is no user " + word + "; ignoring it");
      }
    }
    return new Peers(calls, log, uids);
  }

  /** Whether who is at the other end of {@code connection} is one of them. */
  boolean include(int connection) {
    boolean isKnown = calls.sockets().peer(connection, peer) >= 0;
    if (isKnown && uids.contains(peer.uid())) {
      return true;
    }
    if (seldom.isDue(calls.clock().milliseconds())) {
      log.warning(
          isKnown
              ? "refused a connection from uid " + peer.uid() + ", which is not among the peers"
              : "refused a connection: its peer is unknown");
    }
    return false;
  }
}
