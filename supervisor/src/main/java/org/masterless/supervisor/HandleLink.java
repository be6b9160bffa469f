package org.masterless.supervisor;

import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Octets;
import org.masterless.system.Sockets;

/**
 * The supervisor's connection to the stand-in ({@link HandleProtocol}).
 *
 * <p>A stand-in that is gone without a word was killed: the service goes on, and connects again
 * when it is back.
 */
final class HandleLink {
  static final int NOTHING = 0;
  private static final long RETRY = 1000;

  private final Files files;
  private final Sockets sockets;
  private final String path;
  private final byte[] order = new byte[1];
  private int link = -1;
  private long nextTry;

  HandleLink(Files files, Sockets sockets, String path) {
    this.files = files;
    this.sockets = sockets;
    this.path = path;
  }

  boolean isOpen() {
    return link >= 0;
  }

  int descriptor() {
    return link;
  }

  /** When to {@link #connect} again. */
  long nextTry() {
    return path.isEmpty() || isOpen() ? WakeupTimer.NEVER : nextTry;
  }

  /** Connects where that is due; answers whether there is a new connection. */
  boolean connect(long now) {
    if (now < nextTry()) {
      return false;
    }
    link = sockets.connectUnix(path, Sockets.SEQPACKET);
    nextTry = now + RETRY;
    return isOpen();
  }

  /** The stand-in's next order. */
  int nextOrder() {
    int count = isOpen() ? files.read(link, order, 0, 1) : -Errno.EAGAIN;
    if (count == 1) {
      return order[0];
    }
    if (count != -Errno.EAGAIN && count != -Errno.EINTR) {
      files.close(link);
      link = -1;
    }
    return NOTHING;
  }

  void tell(int busy, int total) {
    if (isOpen()) {
      byte[] text = Octets.bytes(HandleProtocol.report(busy, total));
      sockets.send(link, text, text.length);
    }
  }
}
