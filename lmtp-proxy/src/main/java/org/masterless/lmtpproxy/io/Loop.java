package org.masterless.lmtpproxy.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * What one session waits for: its client, the processes of its recipients, and points in time. All
 * of it happens in the session's thread, while that waits for something.
 */
public final class Loop implements Closeable {
  /** Something to be done at a time, unless it is cancelled before. */
  public final class Timer {
    private final long due;
    private final long number;

    private Timer(long due) {
      this.due = due;
      this.number = ++timersMade;
    }

    /** Whether it is still to come. */
    public boolean isSet() {
      return timers.containsKey(this);
    }

    public void cancel() {
      timers.remove(this);
    }
  }

  private final Selector selector;
  private final TreeMap<Timer, Runnable> timers =
      new TreeMap<>(
          (a, b) -> a.due == b.due ? Long.compare(a.number, b.number) : Long.signum(a.due - b.due));
  private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private long timersMade;

  public Loop() throws IOException {
    selector = Selector.open();
  }

  /** Calls {@code handler} in each turn in which the channel is ready for what its key says. */
  public SelectionKey register(SelectableChannel channel, int operations, Runnable handler)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, handler);
  }

  /** A timer that calls {@code action} in a turn from then on; nothing in a handler may throw. */
  public Timer after(long milliseconds, Runnable action) {
    Timer timer = new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds));
    timers.put(timer, action);
    return timer;
  }

  /** Waits until something happens, and does what is to be done about it. */
  public void turn() throws IOException {
    long wait = timers.isEmpty() ? 0 : untilFirst();
    if (wait < 0) {
      selector.selectNow(Loop::handle);
    } else {
      selector.select(Loop::handle, wait);
    }
    for (Runnable next = posted.poll(); next != null; next = posted.poll()) {
      next.run();
    }
    long now = System.nanoTime();
    while (!timers.isEmpty() && timers.firstKey().due - now <= 0) {
      timers.pollFirstEntry().getValue().run();
    }
  }

  /** In milliseconds; 0 would be for ever, so a time that has come is -1. */
  private long untilFirst() {
    long nanos = timers.firstKey().due - System.nanoTime();
    return nanos <= 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  private static void handle(SelectionKey key) {
    if (key.isValid()) {
      ((Runnable) key.attachment()).run();
    }
  }

  /** Has {@code action} done in a turn, in the session's thread; from any thread. */
  public void post(Runnable action) {
    posted.add(action);
    wakeUp();
  }

  /** Ends a turn early; from any thread. */
  public void wakeUp() {
    selector.wakeup();
  }

  /** Whatever is still registered is closed too: nothing else would ever do it. */
  @Override
  public void close() throws IOException {
    try (selector) {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
  }
}
