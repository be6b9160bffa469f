package org.masterless.accounts;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.NoFiles;
import org.masterless.system.Octets;
import org.masterless.system.PollSet;
import org.masterless.system.Sockets;

/** An auth service that says what a test wants, in pieces, and a clock that waiting moves on. */
final class SimulatedAuth extends NoFiles {
  static final String PATH = "/run/dovecot/auth-userdb";

  final StringBuilder sent = new StringBuilder();
  int connectAnswer = 7;
  int busyFor;
  int sendAnswer;
  int readAnswer;
  boolean hangsUp;
  int open;
  long now = 1000;
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private boolean isWaitedFor = true;

  /** Each piece comes only after somebody has waited for it. */
  SimulatedAuth saying(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        pieces.add(Octets.bytes(text));
      }
    }
    return this;
  }

  Calls calls() {
    return StandIn.calls(
        this,
        StandIn.of(
            Sockets.class,
            Map.of(
                "connectUnix", arguments -> connect(),
                "send", arguments -> send((byte[]) arguments[1], (int) arguments[2]))),
        StandIn.of(
            Descriptors.class,
            Map.of("poll", arguments -> poll((PollSet) arguments[0], (int) arguments[1]))),
        new Members(),
        StandIn.of(Clock.class, Map.of("milliseconds", arguments -> now)));
  }

  Lookup find(String name) {
    return new DovecotUserdbSource(calls(), PATH, "lmtp", 5000, UserDefaults.NONE).find(name);
  }

  private int connect() {
    if (busyFor > 0) {
      busyFor--;
      return -Errno.EAGAIN;
    }
    open += connectAnswer < 0 ? 0 : 1;
    return connectAnswer;
  }

  private int send(byte[] data, int length) {
    if (sendAnswer < 0) {
      return sendAnswer;
    }
    sent.append(Octets.text(data, 0, Math.min(length, 20)));
    return Math.min(length, 20);
  }

  private int poll(PollSet set, int milliseconds) {
    if (milliseconds < 0) {
      throw new AssertionError("waits for ever");
    }
    boolean comes = set.size() > 0 && (!pieces.isEmpty() || hangsUp);
    now += comes ? 1 : milliseconds;
    isWaitedFor = true;
    return comes ? 1 : 0;
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    if (readAnswer < 0) {
      return readAnswer;
    }
    if (!isWaitedFor || (pieces.isEmpty() && !hangsUp)) {
      return -Errno.EAGAIN;
    }
    if (pieces.isEmpty()) {
      return 0;
    }
    byte[] piece = pieces.remove();
    int count = Math.min(length, piece.length);
    System.arraycopy(piece, 0, into, offset, count);
    if (count < piece.length) {
      pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
    }
    isWaitedFor = false;
    return count;
  }

  @Override
  public int close(int descriptor) {
    open--;
    return 0;
  }

  /** What is left to be read, for tests of how much is. */
  List<byte[]> unread() {
    return List.copyOf(pieces);
  }
}
