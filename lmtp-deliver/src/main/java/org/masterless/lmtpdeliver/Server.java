package org.masterless.lmtpdeliver;

import java.util.List;
import org.masterless.system.Calls;
import org.masterless.system.ChildExit;
import org.masterless.system.Errno;
import org.masterless.system.Log;
import org.masterless.system.PollSet;
import org.masterless.system.Seldom;
import org.masterless.system.Signals;

/** Accepts connections and forks a process for each; reads nothing from any of them. */
final class Server {
  private static final long MINUTE = 60_000;

  /** After a failure that accepting again at once would only repeat. */
  private static final int PAUSE = 500;

  private final Calls calls;
  private final Settings settings;
  private final Log log;
  private final List<Integer> listeners;
  private final int signals;
  private final Peers peers;
  private final Places places;
  private final Session session;
  private final ServerStatus status;
  private final PollSet set = new PollSet();
  private final ChildExit exit = new ChildExit();
  private final Signals.Sender sender = new Signals.Sender();
  private final Seldom seldom = new Seldom(MINUTE);
  private int running;

  /** A child that is no delivery; 0 when there is none. */
  private int warmingUp;

  private boolean isStopping;
  private boolean hasFailed;
  private long lastWork;

  /** {@code signals} is where SIGTERM, SIGINT, SIGHUP and SIGCHLD come in. */
  Server(
      Calls calls,
      Settings settings,
      Log log,
      List<Integer> listeners,
      int signals,
      Places places,
      Session session,
      ServerStatus status) {
    this.calls = calls;
    this.settings = settings;
    this.log = log;
    this.listeners = List.copyOf(listeners);
    this.signals = signals;
    this.peers = Peers.of(calls, log, settings.peers());
    this.places = places;
    this.session = session;
    this.status = status;
  }

  /** Until it is told to stop and all have finished, or until there was no work for long. */
  void run() {
    warmingUp = WarmUp.run(calls, log, session);
    long now = calls.clock().milliseconds();
    lastWork = now;
    status.announce("READY=1", text(), now);
    while (!(isStopping && running == 0) && !isIdleForLong(now)) {
      await(now);
      now = calls.clock().milliseconds();
      readSignals(now);
      reap(now);
      accept(now);
      status.show(text(), now);
    }
  }

  private boolean isIdleForLong(long now) {
    return settings.idle() > 0 && running == 0 && now - lastWork >= settings.idle();
  }

  private boolean isAccepting() {
    return !isStopping && (settings.maxProcesses() == 0 || running < settings.maxProcesses());
  }

  private void await(long now) {
    set.clear();
    set.add(signals, PollSet.READABLE);
    if (isAccepting() && !hasFailed) {
      for (int listener : listeners) {
        set.add(listener, PollSet.READABLE);
      }
    }
    calls.descriptors().poll(set, (int) Math.min(timeout(now), Integer.MAX_VALUE));
  }

  private long timeout(long now) {
    long wait = hasFailed ? PAUSE : Long.MAX_VALUE;
    wait = Math.min(wait, status.due(text(), now));
    if (settings.idle() > 0 && running == 0) {
      wait = Math.min(wait, Math.max(0, lastWork + settings.idle() - now));
    }
    return wait == Long.MAX_VALUE ? -1 : wait;
  }

  private void readSignals(long now) {
    int signal = signals(now);
    while (signal > 0) {
      signal = signals(now);
    }
  }

  /** SIGHUP has nothing to reload: settings are on the command line. */
  private int signals(long now) {
    int signal = calls.signals().next(signals, sender);
    if ((signal == Signals.SIGTERM || signal == Signals.SIGINT) && !isStopping) {
      isStopping = true;
      status.announce("STOPPING=1", text(), now);
    }
    return signal;
  }

  private void reap(long now) {
    int pid = calls.processes().reap(exit);
    while (pid > 0) {
      if (pid == warmingUp) {
        warmingUp = exit.stopped() ? pid : 0;
      } else if (!exit.stopped()) {
        running--;
        lastWork = now;
        complain(pid, places.takeBack(pid));
      }
      pid = calls.processes().reap(exit);
    }
  }

  /** {@code uid} is 0 where the process had not come so far as to know it. */
  private void complain(int pid, int uid) {
    if (exit.killed()) {
      String whose = uid == 0 ? "" : " for uid " + uid;
      log.warning("process " + pid + whose + " was killed by signal " + exit.signal());
    }
  }

  private void accept(long now) {
    hasFailed = false;
    for (int listener : listeners) {
      while (isAccepting() && !hasFailed && acceptOne(listener, now)) {
        lastWork = now;
      }
    }
  }

  /** Whether there may be another. */
  private boolean acceptOne(int listener, long now) {
    int connection = calls.sockets().accept(listener);
    if (connection == -Errno.EAGAIN) {
      return false;
    }
    if (connection < 0) {
      failed("accept", connection, now);
      return false;
    }
    if (peers.include(connection)) {
      fork(connection, now);
    }
    calls.files().close(connection);
    return true;
  }

  private void fork(int connection, long now) {
    int place = places.free();
    int pid = calls.processes().fork();
    if (pid == 0) {
      places.sit(place);
      serve(connection);
    }
    if (pid < 0) {
      failed("fork", pid, now);
      return;
    }
    places.give(place, pid);
    running++;
  }

  /** The child: never returns. */
  private void serve(int connection) {
    for (int listener : listeners) {
      calls.files().close(listener);
    }
    calls.files().close(signals);
    calls.processes().exit(session.run(connection));
  }

  private void failed(String what, int error, long now) {
    hasFailed = true;
    if (seldom.isDue(now)) {
      log.error(what + ": " + Errno.message(error) + "; trying again");
    }
  }

  private String text() {
    String most = settings.maxProcesses() == 0 ? "" : ", " + settings.maxProcesses() + " at most";
    return (isStopping ? "Stopping: " : "") + running + " running" + most;
  }
}
