package org.masterless.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Identities;
import org.masterless.system.Identities.Account;
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
  private final Optional<Account> mailOwner;
  private final int listener;
  private final Files files;
  private final Sockets sockets;
  private final Descriptors descriptors;
  private final Identities identities;
  private final Clock clock;
  private final List<Call> calls = new ArrayList<>();

  /**
   * A waker of one service.
   *
   * @param mailOwner whom to be for it, where the supervisor itself is root
   * @param listener the first listening descriptor, by whose address an inet service is woken
   */
  Waker(Settings settings, Calls calls, Optional<Account> mailOwner, int listener) {
    this.settings = settings;
    this.mailOwner = mailOwner;
    this.listener = listener;
    this.files = calls.files();
    this.sockets = calls.sockets();
    this.descriptors = calls.descriptors();
    this.identities = calls.identities();
    this.clock = calls.clock();
  }

  /**
   * Starts a wake-up; answers 0 or more, or {@code -errno}.
   *
   * <p>Root without CAP_DAC_OVERRIDE may not pass {@code private/}, so it asks as the mail owner,
   * whom the folder belongs to.
   */
  int wake() {
    return mailOwner.isPresent() ? wakeAs(mailOwner.get().uid()) : wakeNow(clock.milliseconds());
  }

  private int wakeAs(int uid) {
    int answer = identities.setEffectiveUid(uid);
    if (answer < 0) {
      return answer;
    }
    int woken = wakeNow(clock.milliseconds());
    answer = identities.setEffectiveUid(0);
    return answer < 0 ? answer : woken;
  }

  private int wakeNow(long now) {
    return switch (settings.type()) {
      case "unix" -> await(sockets.connectUnix(settings.endpoint(), Sockets.STREAM), now);
      case "inet" -> await(connectToListener(), now);
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

  private int connectToListener() {
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
