package org.masterless.lmtpdeliver;

import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.JournalLine;
import org.masterless.system.Log;
import org.masterless.system.Octets;
import org.masterless.system.PollSet;

/**
 * What a command writes to standard error, for the log. It gets a pipe for it and not our own: that
 * is a socket which all deliveries have in common, and whoever has it can shut it down for all of
 * them, or write lines in the name of others.
 */
final class CommandErrors {
  private static final int NONE = -1;

  /** Longer lines are several. */
  private static final int LONGEST_LINE = 1000;

  /** So much is logged; the rest is read all the same, or the command would wait for ever. */
  private static final int MOST_LINES = 100;

  private static final int MOST_BYTES = 16_384;

  /** Reads at a time: a pipe's usual 64 KiB, after which the command's end is looked for again. */
  private static final int MOST_READS = 16;

  private final Calls calls;
  private final Log log;
  private final String prefix;
  private final byte[] chunk = new byte[4096];
  private final byte[] line = new byte[LONGEST_LINE];
  private int reading = NONE;
  private int writing = NONE;
  private int length;
  private int lines;
  private int bytes;

  /** {@code prefix} says whose errors they are. */
  CommandErrors(Calls calls, Log log, String prefix) {
    this.calls = calls;
    this.log = log;
    this.prefix = prefix;
  }

  /** Answers the descriptor for the command, above those of its streams, or {@code -errno}. */
  int open() {
    int[] pipe = new int[2];
    int answer = calls.descriptors().pipe(pipe);
    if (answer < 0) {
      return answer;
    }
    reading = pipe[0];
    writing = calls.descriptors().duplicate(pipe[1], Streams.FIRST_FREE);
    calls.files().close(pipe[1]);
    answer = writing < 0 ? writing : calls.descriptors().setNonBlocking(writing, false);
    return answer < 0 ? answer : writing;
  }

  /** The command has it now, and no one else but what it starts. */
  void handOver() {
    calls.files().close(writing);
    writing = NONE;
  }

  /** For a poll that waits for the command. */
  void addTo(PollSet set) {
    if (reading >= 0) {
      set.add(reading, PollSet.READABLE);
    }
  }

  /** Logs what is there, without waiting for more. */
  void read() {
    for (int i = 0; i < MOST_READS && reading >= 0; i++) {
      int count = calls.files().read(reading, chunk, 0, chunk.length);
      if (count == -Errno.EAGAIN) {
        return;
      }
      if (count > 0) {
        take(count);
      } else if (count != -Errno.EINTR) {
        close();
      }
    }
  }

  /** The command has ended, and what it has written is there. */
  void finish() {
    read();
    if (length > 0) {
      say();
    }
  }

  /**
   * What the command has left behind may have the pipe still, and may not have stored its mail yet:
   * it would die of SIGPIPE if it wrote where nobody reads. A process of its own reads it to its
   * end, as this one has a place that others wait for.
   */
  void leaveReader() {
    if (reading < 0) {
      return;
    }
    if (calls.processes().fork() == 0) {
      calls.processes().exit(Streams.closeAllBut(calls, reading) < 0 ? 1 : readToEnd());
    }
    close();
  }

  private int readToEnd() {
    PollSet set = new PollSet();
    while (reading >= 0) {
      set.clear();
      addTo(set);
      calls.descriptors().poll(set, -1);
      read();
    }
    return 0;
  }

  private void close() {
    if (reading >= 0) {
      calls.files().close(reading);
      reading = NONE;
    }
  }

  private void take(int count) {
    for (int i = 0; i < count && !isFull(); i++) {
      if (chunk[i] != '\n') {
        line[length++] = chunk[i];
      }
      if (length == LONGEST_LINE || (chunk[i] == '\n' && length > 0)) {
        say();
      }
    }
  }

  private boolean isFull() {
    return lines >= MOST_LINES || bytes >= MOST_BYTES;
  }

  private void say() {
    log.say(JournalLine.NOTICE, prefix + Octets.text(line, 0, length));
    bytes += length;
    lines++;
    length = 0;
    if (isFull()) {
      log.say(JournalLine.NOTICE, prefix + "(what else comes is not logged)");
    }
  }
}
