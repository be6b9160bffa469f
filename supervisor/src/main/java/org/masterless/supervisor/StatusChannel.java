package org.masterless.supervisor;

import org.masterless.system.Calls;
import org.masterless.system.Descriptors;
import org.masterless.system.Files;
import org.masterless.system.LittleEndian;
import org.masterless.system.Sockets;

/**
 * The channel on which daemons say whether they are busy: descriptor 5 of each of them.
 *
 * <p>A report is twelve bytes in native order: pid, generation, and 1 for idle or 0 for busy
 * (master_proto.h). Closing our end tells the daemons that hold the other one to go.
 */
final class StatusChannel {
  private static final int REPORT = 12;

  private final Files files;
  private final Sockets sockets;
  private final Descriptors descriptors;
  private final int lowest;
  private final byte[] report = new byte[REPORT];
  private int ours = -1;
  private int theirs = -1;

  /** {@code lowest} is the first number that is free for descriptors which no daemon may get. */
  StatusChannel(Calls calls, int lowest) {
    this.files = calls.files();
    this.sockets = calls.sockets();
    this.descriptors = calls.descriptors();
    this.lowest = lowest;
  }

  /** Replaces the channel; answers 0, or {@code -errno} and the old one stays. */
  int open() {
    int[] pair = new int[2];
    int answer = sockets.pair(pair);
    if (answer < 0) {
      return answer;
    }
    int newOurs = moveUp(pair[0]);
    int newTheirs = moveUp(pair[1]);
    int failure = Math.min(newOurs, newTheirs);
    if (failure >= 0) {
      failure = Math.min(0, descriptors.setNonBlocking(newOurs, true));
    }
    if (failure < 0) {
      close(newOurs, newTheirs);
      return failure;
    }
    close(ours, theirs);
    ours = newOurs;
    theirs = newTheirs;
    return 0;
  }

  /** What a new daemon gets. */
  int daemonEnd() {
    return theirs;
  }

  int readingEnd() {
    return ours;
  }

  /**
   * Reads the next report.
   *
   * @return 12, or how much less there was, or {@code -errno}; 0 where a daemon shut it down
   */
  int read() {
    return files.read(ours, report, 0, REPORT);
  }

  boolean isComplete(int length) {
    return length == REPORT;
  }

  int pid() {
    return LittleEndian.int32(report, 0);
  }

  int generation() {
    return LittleEndian.int32(report, 4);
  }

  boolean isIdle() {
    return LittleEndian.int32(report, 8) != 0;
  }

  private int moveUp(int descriptor) {
    int moved = descriptors.duplicate(descriptor, lowest);
    files.close(descriptor);
    return moved;
  }

  private void close(int first, int second) {
    if (first >= 0) {
      files.close(first);
    }
    if (second >= 0) {
      files.close(second);
    }
  }
}
