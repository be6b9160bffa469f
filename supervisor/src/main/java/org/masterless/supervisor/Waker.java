package org.masterless.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.PollSet;
import org.masterless.system.Sockets;

/**
 * Wakes a daemon as master(8) does: by a connection to its own endpoint (unix_trigger.c,
 * inet_trigger.c, fifo_trigger.c, pass_trigger.c).
 *
 * <p>The connection stays open until the daemon has read the request and closes it, or for as long
 * as master waits.
 */
final class Waker {
  private static final byte[] REQUEST = {'W', 0};
  private static final long PATIENCE = 101_000;

  /**
   * A wake-up under way: still to be written while {@code connecting}, then waiting for its end.
   */
  private static final class Call {
    final int descriptor;
    final long deadline;
    boolean connecting;
    int pollIndex = -1;

    Call(int descriptor, boolean connecting, long deadline) {
      this.descriptor = descriptor;
      this.connecting = connecting;
      this.deadline = deadline;
    }
  }

  private final Settings settings;
  private final Files files;
  private final Sockets sockets;
  private final Descriptors descriptors;
  private final List<Call> calls = new ArrayList<>();

  Waker(Settings settings, Files files, Sockets sockets, Descriptors descriptors) {
    this.settings = settings;
    this.files = files;
    this.sockets = sockets;
    this.descriptors = descriptors;
  }

  /**
   * Starts a wake-up.
   *
   * @param listener the first listening descriptor, whose address an inet service is woken by
   * @return 0 or more, or {@code -errno}
   */
  int wake(int listener, long now) {
    return switch (settings.type()) {
      case "unix" -> await(sockets.connectUnix(settings.endpoint(), Sockets.STREAM), now);
      case "inet" -> await(connectTo(listener), now);
      case "fifo" -> writeToFifo();
      case "pass" -> passRequest(now);
      default -> -Errno.EINVAL;
    };
  }

  /** Adds what is waited for to {@code set}. */
  void addTo(PollSet set) {
    for (Call call : calls) {
      call.pollIndex =
          set.add(call.descriptor, call.connecting ? PollSet.WRITABLE : PollSet.READABLE);
    }
  }

  /** Goes on with what the poll found ready, and gives up what took too long. */
  void proceed(PollSet set, long now) {
    ArrayDeque<Call> open = new ArrayDeque<>(calls);
    calls.clear();
    for (Call call : open) {
      if (staysOpen(call, set.isReady(call.pollIndex)) && now < call.deadline) {
        call.pollIndex = -1;
        calls.add(call);
      } else {
        files.close(call.descriptor);
      }
    }
  }

  long nextDeadline() {
    long next = WakeupTimer.NEVER;
    for (Call call : calls) {
      next = Math.min(next, call.deadline);
    }
    return next;
  }

  private boolean staysOpen(Call call, boolean ready) {
    if (!ready) {
      return true;
    }
    boolean wasConnecting = call.connecting;
    call.connecting = false;
    return wasConnecting && sockets.send(call.descriptor, REQUEST, REQUEST.length) > 0;
  }

  private int connectTo(int listener) {
    byte[] name = new byte[128];
    int length = sockets.localName(listener, name);
    return length < 0 ? length : sockets.connectToListener(name, length);
  }

  private int await(int connection, long now) {
    if (connection >= 0) {
      calls.add(new Call(connection, true, now + PATIENCE));
    }
    return connection;
  }

  /** A FIFO takes one byte and gives no answer. */
  private int writeToFifo() {
    int fifo = files.open(settings.endpoint(), Files.O_WRONLY | Files.O_NONBLOCK, 0);
    if (fifo < 0) {
      return fifo;
    }
    int answer = files.write(fifo, REQUEST, 0, 1);
    files.close(fifo);
    return answer;
  }

  /** The daemon is handed a pipe with the request in it, as if it were a client's connection. */
  private int passRequest(long now) {
    int[] pipe = new int[2];
    int answer = descriptors.pipe(pipe);
    if (answer < 0) {
      return answer;
    }
    int connection = sockets.connectUnix(settings.endpoint(), Sockets.STREAM);
    answer = connection < 0 ? connection : sockets.sendDescriptor(connection, pipe[0]);
    if (answer >= 0) {
      answer = files.write(pipe[1], REQUEST, 0, REQUEST.length);
      calls.add(new Call(connection, false, now + PATIENCE));
    } else if (connection >= 0) {
      files.close(connection);
    }
    files.close(pipe[0]);
    files.close(pipe[1]);
    return answer;
  }
}
