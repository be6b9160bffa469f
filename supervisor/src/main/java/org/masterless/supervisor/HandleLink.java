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
  private static final long INTERVAL = 5000;

  private final Files files;
  private final Sockets sockets;
  private final String path;
  private final byte[] order = new byte[1];
  private int link = -1;
  private long nextTry;
  private long nextTell;
  private String told = "";

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

  /** When {@link #connect} has something to do, or {@link #tell} of {@code report}. */
  long nextDeadline(String report) {
    if (isOpen()) {
      return report.equals(told) ? WakeupTimer.NEVER : nextTell;
    }
    return path.isEmpty() ? WakeupTimer.NEVER : nextTry;
  }

  /** Connects where that is due. */
  void connect(long now) {
    if (isOpen() || path.isEmpty() || now < nextTry) {
      return;
    }
    link = sockets.connectUnix(path, Sockets.SEQPACKET);
    nextTry = now + RETRY;
    nextTell = now;
    told = "";
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

  /** Says how the service is, where that is news and the last time was some time ago. */
  void tell(String report, long now) {
    if (!isOpen() || report.equals(told) || now < nextTell) {
      return;
    }
    byte[] text = Octets.bytes(report);
    if (sockets.send(link, text, text.length) >= 0) {
      told = report;
    }
    nextTell = now + INTERVAL;
  }
}
