package org.masterless.lmtpproxy;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.masterless.lmtpproxy.session.Front;
import org.masterless.lmtpproxy.session.Session;

/**
 * Accepts connections and gives each a session with a thread of its own; as many at once as
 * configured, the others wait in the socket's queue.
 */
final class Server {
  /** Sessions have an array for input, not deep stacks. */
  private static final int STACK = 256 * 1024;

  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  private final Front front;
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Set<Session> sessions = new HashSet<>();
  private long lastUse = System.nanoTime();
  private boolean isStopping;

  Server(Front front, ServerSocketChannel listener) throws IOException {
    this.front = front;
    this.listener = listener;
    this.selector = Selector.open();
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Until it has been idle for long, or {@link #stop} is called. No connection is lost by that:
   * what isn't accepted stays with the socket, which systemd has.
   */
  void run() throws IOException, InterruptedException {
    while (awaitRoom() && !isIdle()) {
      selector.select(TimeUnit.NANOSECONDS.toMillis(Math.max(0, untilIdle())) + 1);
      selector.selectedKeys().clear();
      accept();
    }
  }

  private synchronized boolean awaitRoom() throws InterruptedException {
    while (!isStopping && sessions.size() >= front.settings().service().sessions()) {
      wait();
    }
    return !isStopping;
  }

  private synchronized boolean isIdle() {
    return sessions.isEmpty() && untilIdle() <= 0;
  }

  /** In nanoseconds; while there are sessions, it is too early to say. */
  private synchronized long untilIdle() {
    long all = front.settings().service().idle().toNanos();
    return sessions.isEmpty() ? all - (System.nanoTime() - lastUse) : all;
  }

  private void accept() throws InterruptedException {
    try {
      SocketChannel channel = listener.accept();
      if (channel != null) {
        begin(channel);
      }
    } catch (IOException e) {
      front.journal().remark("can't accept a connection: " + e.getMessage());
      Thread.sleep(AFTER_FAILURE.toMillis());
    }
  }

  private void begin(SocketChannel channel) throws IOException {
    Session session;
    try {
      session = new Session(front, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    synchronized (this) {
      sessions.add(session);
    }
    new Thread(null, () -> serve(session), "session", STACK).start();
  }

  private void serve(Session session) {
    try {
      session.run();
    } catch (RuntimeException e) {
      front.journal().remark("bug: " + e + " at " + e.getStackTrace()[0]);
    } finally {
      ended(session);
    }
  }

  private synchronized void ended(Session session) {
    sessions.remove(session);
    lastUse = System.nanoTime();
    notifyAll();
  }

  synchronized int sessions() {
    return sessions.size();
  }

  /** Lets sessions end what they are at, and waits for them so long at most. */
  synchronized void stop(Duration patience) throws InterruptedException {
    isStopping = true;
    notifyAll();
    selector.wakeup();
    sessions.forEach(Session::stop);
    long end = System.nanoTime() + patience.toNanos();
    while (!sessions.isEmpty() && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
  }
}
