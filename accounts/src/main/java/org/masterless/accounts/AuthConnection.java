package org.masterless.accounts;

import java.util.Arrays;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.Octets;
import org.masterless.system.PollSet;
import org.masterless.system.Sockets;

/** A connection to Dovecot's auth service: lines out and in, all of them before one deadline. */
final class AuthConnection {
  /** Between tries to reach a service whose queue of clients is full, in milliseconds. */
  private static final int PAUSE = 10;

  private static final int FIRST_ROOM = 1024;

  /** Bytes in all that a service may say to one question. */
  static final int MOST = 16 * 1024;

  private final Calls calls;
  private final long deadline;
  private int descriptor = -1;
  private byte[] received = new byte[FIRST_ROOM];
  private int length;

  /** Where the next line begins. */
  private int start;

  private String error = "";

  private AuthConnection(Calls calls, int milliseconds) {
    this.calls = calls;
    this.deadline = calls.clock().milliseconds() + milliseconds;
  }

  /** Connected, or {@link #failed}. */
  static AuthConnection open(Calls calls, String path, int milliseconds) {
    AuthConnection connection = new AuthConnection(calls, milliseconds);
    int answer = calls.sockets().connectUnix(path, Sockets.STREAM);
    while (answer == -Errno.EAGAIN && connection.pause()) {
      answer = calls.sockets().connectUnix(path, Sockets.STREAM);
    }
    connection.descriptor = answer;
    if (answer < 0) {
      connection.fail("cannot connect: " + Errno.message(answer));
    }
    return connection;
  }

  boolean failed() {
    return !error.isEmpty();
  }

  String error() {
    return error;
  }

  void close() {
    if (descriptor >= 0) {
      calls.files().close(descriptor);
      descriptor = -1;
    }
  }

  void send(String text) {
    byte[] rest = Octets.bytes(text);
    while (!failed() && rest.length > 0) {
      int count = calls.sockets().send(descriptor, rest, rest.length);
      if (count == -Errno.EAGAIN) {
        await(PollSet.WRITABLE);
      } else if (count < 0 && count != -Errno.EINTR) {
        fail("cannot send: " + Errno.message(count));
      } else {
        rest = Arrays.copyOfRange(rest, Math.max(0, count), rest.length);
      }
    }
  }

  /** Without its line end; means nothing when {@link #failed}. */
  String nextLine() {
    int searched = start;
    int end = -1;
    while (!failed() && end < 0) {
      end = lineEnd(searched);
      searched = length;
      if (end < 0) {
        receive();
      }
    }
    if (failed()) {
      return "";
    }
    String line = Octets.text(received, start, end - start);
    start = end + 1;
    return line;
  }

  private int lineEnd(int from) {
    for (int i = from; i < length; i++) {
      if (received[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void receive() {
    if (length == received.length && !grow()) {
      fail("says too much");
      return;
    }
    int count = calls.files().read(descriptor, received, length, received.length - length);
    if (count == -Errno.EAGAIN) {
      await(PollSet.READABLE);
    } else if (count == 0) {
      fail("closed the connection without an answer");
    } else if (count < 0 && count != -Errno.EINTR) {
      fail("cannot receive: " + Errno.message(count));
    } else {
      length += Math.max(0, count);
    }
    if (deadline - calls.clock().milliseconds() <= 0) {
      fail("took too long to answer");
    }
  }

  private boolean grow() {
    if (received.length >= MOST) {
      return false;
    }
    received = Arrays.copyOf(received, received.length * 2);
    return true;
  }

  private void await(int events) {
    long left = deadline - calls.clock().milliseconds();
    PollSet set = new PollSet();
    set.add(descriptor, events);
    int answer = left <= 0 ? 0 : calls.descriptors().poll(set, (int) left);
    if (answer == 0) {
      fail("took too long to answer");
    } else if (answer < 0 && answer != -Errno.EINTR) {
      fail("cannot wait: " + Errno.message(answer));
    }
  }

  /** False when there is no time left. */
  private boolean pause() {
    boolean isTime = deadline - calls.clock().milliseconds() > 0;
    if (isTime) {
      calls.descriptors().poll(new PollSet(), PAUSE);
    }
    return isTime;
  }

  private void fail(String why) {
    if (error.isEmpty()) {
      error = why;
    }
  }
}
