package org.masterless.lmtpproxy;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  /** One for each session; they wait a minute for the next, as starting one takes a while. */
  private final ExecutorService threads = Executors.newCachedThreadPool(Server::thread);

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

  /** In one piece, so that a stop finds all sessions that there are. */
  private synchronized void accept() throws InterruptedException {
    if (isStopping) {
      return;
    }
    try {
      SocketChannel channel = listener.accept();
      if (channel != null) {
        begin(Session.open(front, channel));
      }
    } catch (IOException | RuntimeException | Error e) {
      // Without threads or memory for one more, those that there are go on, and it is tried again.
      front.journal().remark("can't begin a session: " + describe(e));
      pause();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "session", STACK);
    thread.setDaemon(true);
    return thread;
  }

  private void begin(Session session) throws IOException {
    sessions.add(session);
    boolean hasBegun = false;
    try {
      threads.execute(() -> serve(session));
      hasBegun = true;
    } finally {
      if (!hasBegun) {
        sessions.remove(session);
        session.discard();
      }
    }
  }

  private synchronized void pause() throws InterruptedException {
    long end = System.nanoTime() + AFTER_FAILURE.toNanos();
    while (!isStopping && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
  }

  /** Whatever goes wrong in a session, an error of the JVM too, ends that session only. */
  private void serve(Session session) {
    try {
      session.run();
    } catch (RuntimeException | Error e) {
      front.journal().remark("bug, or no memory: " + describe(e));
    } finally {
      ended(session);
    }
  }

  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length == 0 || e instanceof IOException ? "" : " at " + trace[0]);
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
