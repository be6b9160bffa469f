package org.masterless.supervisor.standin;

import org.masterless.supervisor.HandleProtocol;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Descriptors;
import org.masterless.system.Notifier;
import org.masterless.system.PollSet;
import org.masterless.system.Signals;

/**
 * What the stand-in does while it runs: it passes on reload and stop, and says how the instance is.
 *
 * <p>{@code postfix stop} gives it five seconds after SIGTERM before it kills the process group; so
 * long the supervisors may take, and a little less.
 */
final class StandinLoop {
  /** As a shell says it: the unit's ExecStopPost= knows by it that `postfix stop` ended us. */
  static final int ENDED_BY_SOMEBODY = 143;

  private static final long PATIENCE = 4500;
  private static final long STATUS_INTERVAL = 5000;

  /** So long the services that start with the instance take to report for the first time. */
  private static final long FIRST_STATUS = 1000;

  private final Supervisors supervisors;
  private final Notifier notifier;
  private final ApplyRequest request;
  private final Signals signals;
  private final Descriptors descriptors;
  private final Clock clock;
  private final int signalDescriptor;
  private final int systemd;

  private final PollSet set = new PollSet();
  private final Signals.Sender sender = new Signals.Sender();
  private boolean leavesOthers;
  private boolean stopping;
  private int exitStatus;
  private long deadline = Long.MAX_VALUE;
  private long nextStatus;
  private String shown = "";

  /** To be made by the main process of the unit, whose parent is systemd. */
  StandinLoop(
      Calls calls,
      Supervisors supervisors,
      Notifier notifier,
      ApplyRequest request,
      int signalDescriptor) {
    this.supervisors = supervisors;
    this.notifier = notifier;
    this.request = request;
    this.signals = calls.signals();
    this.descriptors = calls.descriptors();
    this.clock = calls.clock();
    this.signalDescriptor = signalDescriptor;
    this.systemd = calls.processes().parent();
  }

  /** Until it is stopped; answers the exit status. */
  int run() {
    notifier.send("READY=1");
    long now = clock.milliseconds();
    nextStatus = now + FIRST_STATUS;
    while (!stopping || (!supervisors.isEmpty() && now < deadline)) {
      set.clear();
      set.add(signalDescriptor, PollSet.READABLE);
      supervisors.addTo(set, now);
      descriptors.poll(set, timeout(now));
      now = clock.milliseconds();
      supervisors.proceed(set, now);
      readSignals(now);
      remindOfStop();
      showStatus(now);
    }
    return exitStatus;
  }

  private int timeout(long now) {
    boolean isNews = !stopping && !supervisors.summary().equals(shown);
    long next = Math.min(isNews ? nextStatus : Long.MAX_VALUE, deadline);
    next = Math.min(next, supervisors.nextDeadline(now));
    return next == Long.MAX_VALUE ? -1 : (int) Math.max(0, next - now);
  }

  private void readSignals(long now) {
    int signal = signals.next(signalDescriptor, sender);
    while (signal > 0) {
      switch (signal) {
        case Signals.SIGHUP -> {
          reload(now);
          request.send();
        }
        case Signals.SIGUSR1 -> reload(now);
        case Signals.SIGUSR2 -> leavesOthers = true;
        default -> stop(now);
      }
      signal = signals.next(signalDescriptor, sender);
    }
  }

  /** Daemons go after their client; SIGUSR1 asks for no more, as edits were applied before it. */
  private void reload(long now) {
    notifier.send("RELOADING=1\nMONOTONIC_USEC=" + clock.microseconds());
    supervisors.reload(now);
    notifier.send("READY=1");
  }

  /**
   * systemd has already stopped what has a unit; `postfix stop` leaves that to us and the unit. All
   * others go on where SIGUSR2 said that we are only to be replaced.
   */
  private void stop(long now) {
    if (stopping) {
      return;
    }
    stopping = true;
    exitStatus = sender.pid() == systemd ? 0 : ENDED_BY_SOMEBODY;
    deadline = leavesOthers ? now : now + PATIENCE;
    notifier.send("STOPPING=1\nSTATUS=" + (leavesOthers ? "Restarting" : "Stopping services"));
    remindOfStop();
  }

  /** Somebody may have connected since. */
  private void remindOfStop() {
    if (stopping && !leavesOthers) {
      supervisors.order(HandleProtocol.STOP);
    }
  }

  private void showStatus(long now) {
    String summary = supervisors.summary();
    if (!stopping && now >= nextStatus && !summary.equals(shown)) {
      if (notifier.send("STATUS=" + summary) >= 0) {
        shown = summary;
      }
      nextStatus = now + STATUS_INTERVAL;
    }
  }
}
