package org.masterless.lmtpproxy.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.masterless.lmtpproxy.io.ClearLink;
import org.masterless.lmtpproxy.io.Link;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.system.Octets;

/**
 * The client's end: lines and bytes in, replies out. While it waits for the client, all else that
 * the session's loop has goes on.
 */
final class Client implements Closeable {
  /** With its CRLF; addresses of 2000 bytes and DSN parameters fit. */
  static final int LONGEST_LINE = 4096;

  /** At first, and where much comes at a time. */
  private static final int ROOM = 8 * 1024;

  private static final int MOST_ROOM = 64 * 1024;

  /** What the client has been answered without reading it, in bytes. */
  private static final int MOST_UNREAD = 16 * 1024;

  /** At which a message has to come on average, in bytes a second (smtpd_min_data_rate). */
  private static final int LEAST_RATE = 500;

  /** What came of waiting for the client. */
  enum Arrival {
    BYTES,
    /** The client has closed its end. */
    CLOSED,
    /** The client has taken too long. */
    LATE,
    /** What was waited for has come to an end without it. */
    INTERRUPTED
  }

  /** What came instead of or as a command line. */
  sealed interface Line {
    /** Without its CRLF; an octet string. */
    record Text(String text) implements Line {}

    /** More than {@link #LONGEST_LINE}; it has been skipped. */
    record TooLong() implements Line {}

    /** With an LF that no CR stands before, or a CR within (RFC 5321, 2.3.8). */
    record BadLineEnd() implements Line {}

    record None(Arrival why) implements Line {}
  }

  private final Loop loop;
  private final SelectionKey key;
  private final long patience;
  private final BooleanSupplier interruption;
  private byte[] in = new byte[ROOM];
  private ByteBuffer out = ByteBuffer.allocate(4096);
  private Link link;
  private int start;
  private int end;
  private boolean isReady;
  private boolean isLate;

  /**
   * For how long it may still be waited for, in nanoseconds. What we take ourselves is not that.
   */
  private long left;

  /**
   * A client that has just connected.
   *
   * @param patience with a client that doesn't end a command or go on with a message, or read
   * @param interruption says that no further command is to be waited for
   */
  Client(Loop loop, SocketChannel channel, Duration patience, BooleanSupplier interruption)
      throws IOException {
    this.loop = loop;
    this.patience = patience.toNanos();
    this.interruption = interruption;
    this.key = loop.register(channel, 0, () -> isReady = true);
    this.link = new ClearLink(channel);
  }

  /**
   * The next command line; {@code beforeWaiting} comes first where it isn't there yet. The whole
   * line has to come in the time that is for a command (RFC 5321, 4.5.3.2.7), however few of its
   * octets come at a time.
   */
  Line readLine(Waiting beforeWaiting) throws IOException {
    left = patience;
    Line line = awaitLine(beforeWaiting);
    left = patience;
    return line;
  }

  private Line awaitLine(Waiting beforeWaiting) throws IOException {
    int scanned = start;
    boolean isTooLong = false;
    while (true) {
      int lineFeed = find((byte) '\n', scanned);
      if (lineFeed >= 0) {
        Line line = isTooLong ? new Line.TooLong() : line(lineFeed);
        start = lineFeed + 1;
        return line;
      }
      if (end - start >= LONGEST_LINE) {
        isTooLong = true;
        start = end;
      }
      scanned = end - start;
      Arrival arrival = fill(beforeWaiting, start == end && !isTooLong);
      if (arrival != Arrival.BYTES) {
        return new Line.None(arrival);
      }
      scanned += start;
    }
  }

  private Line line(int lineFeed) {
    int length = lineFeed + 1 - start;
    if (length > LONGEST_LINE) {
      return new Line.TooLong();
    }
    boolean isEnded = length > 1 && in[lineFeed - 1] == '\r';
    int carriageReturn = find((byte) '\r', start);
    return isEnded && carriageReturn == lineFeed - 1
        ? new Line.Text(Octets.text(in, start, length - 2))
        : new Line.BadLineEnd();
  }

  private int find(byte what, int from) {
    for (int i = from; i < end; i++) {
      if (in[i] == what) {
        return i;
      }
    }
    return -1;
  }

  /** What is done before the client is waited for, as all that is known must be said by then. */
  interface Waiting {
    void prepare() throws IOException;
  }

  /**
   * More of a message, behind what is there of it. As in Postfix with smtpd_per_request_deadline
   * (postconf(5)) a message has the time that is for a command, and what comes gives it back:
   * whoever is slow gets through, and nobody holds a session by an octet now and then.
   */
  Arrival fill() throws IOException {
    int before = end - start;
    Arrival arrival = fill(() -> {}, false);
    int come = end - start - before;
    left = Math.min(patience, left + TimeUnit.SECONDS.toNanos(come) / LEAST_RATE);
    return arrival;
  }

  private Arrival fill(Waiting beforeWaiting, boolean isInterruptible) throws IOException {
    makeRoom();
    ByteBuffer room = ByteBuffer.wrap(in, end, in.length - end);
    int count = link.read(room);
    if (count == 0) {
      beforeWaiting.prepare();
      flush();
      count = await(room, isInterruptible);
    }
    if (count > 0) {
      end += count;
      return Arrival.BYTES;
    }
    return count < 0 ? Arrival.CLOSED : isLate ? Arrival.LATE : Arrival.INTERRUPTED;
  }

  private void makeRoom() {
    if (end == in.length) {
      byte[] room = in.length < MOST_ROOM ? new byte[2 * in.length] : in;
      System.arraycopy(in, start, room, 0, end - start);
      in = room;
      end -= start;
      start = 0;
    } else if (start == end) {
      start = 0;
      end = 0;
    }
  }

  private int await(ByteBuffer room, boolean isInterruptible) throws IOException {
    long since = System.nanoTime();
    Loop.Timer timer = startTimer(left);
    int count = 0;
    while (count == 0 && !isLate && !(isInterruptible && interruption.getAsBoolean())) {
      turnUntilReady(link.hasUnsent() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      count = isReady ? link.read(room) : 0;
    }
    timer.cancel();
    left = Math.max(0, left - (System.nanoTime() - since));
    return count;
  }

  private Loop.Timer startTimer(long nanoseconds) {
    isLate = false;
    return loop.after(TimeUnit.NANOSECONDS.toMillis(nanoseconds), () -> isLate = true);
  }

  private void turnUntilReady(int operation) throws IOException {
    isReady = false;
    key.interestOps(operation);
    loop.turn();
    key.interestOps(0);
  }

  /** Everything else goes on for one turn. */
  void turn() throws IOException {
    loop.turn();
  }

  boolean hasInput() {
    return start < end;
  }

  /** The bytes that have come, from {@link #offset} on, {@link #available} of them. */
  byte[] input() {
    return in;
  }

  int offset() {
    return start;
  }

  int available() {
    return end - start;
  }

  void consume(int count) {
    start += count;
  }

  /** For the client to read, at the next {@link #flush}. */
  void put(Reply reply) {
    byte[] bytes = reply.bytes();
    if (out.remaining() < bytes.length) {
      out = ByteBuffer.allocate(2 * (out.position() + bytes.length)).put(out.flip());
    }
    out.put(bytes);
  }

  /** Waits for the client to read, where much has been put. */
  void bound() throws IOException {
    if (out.position() >= MOST_UNREAD) {
      flush();
    }
  }

  /** Fails with a client that doesn't read for too long. */
  void flush() throws IOException {
    out.flip();
    if (out.hasRemaining() || link.hasUnsent()) {
      link.write(out);
    }
    Loop.Timer timer = startTimer(patience);
    while (out.hasRemaining() || link.hasUnsent()) {
      if (isLate) {
        throw new IOException("the client doesn't read");
      }
      turnUntilReady(SelectionKey.OP_WRITE);
      if (isReady) {
        link.write(out);
      }
    }
    timer.cancel();
    out.clear();
  }

  /** The same client by another link from here on. */
  void change(UnaryOperator<Link> to) {
    link = to.apply(link);
  }

  @Override
  public void close() throws IOException {
    link.close();
  }
}
