package org.masterless.supervisor;

import org.masterless.system.Calls;
import org.masterless.system.ChildExit;
import org.masterless.system.Clock;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.PollSet;
import org.masterless.system.Processes;
import org.masterless.system.Signals;

/**
 * Waits for what can happen to a service and tells its {@link Supervision}.
 *
 * <p>In each round reports are read before deaths are, since a daemon reports before it exits and
 * its exit is judged by what it did.
 */
final class EventLoop {
  /**
   * How long status reports may gather while somebody is free to serve: saves a wake-up per mail.
   */
  private static final int GATHERING = 3;

  /** So many are read before it is the turn of others: a daemon may write without end. */
  private static final int MOST_REPORTS = 1000;

  private static final int MOST_ORDERS = 16;

  private final Supervision supervision;
  private final Inheritance inheritance;
  private final StatusChannel channel;
  private final Waker waker;
  private final HandleLink handle;
  private final StatusText status;
  private final Processes processes;
  private final Signals signals;
  private final Descriptors descriptors;
  private final Clock clock;
  private final int signalDescriptor;

  private final PollSet set = new PollSet();
  private final ChildExit exit = new ChildExit();
  private final Signals.Sender sender = new Signals.Sender();
  private int signalIndex;
  private int handleIndex;
  private boolean reportsWereRead;
  private boolean childrenChanged;

  /** {@code signalDescriptor} is where the signals come in that {@link #run} acts on. */
  EventLoop(
      Calls calls,
      int signalDescriptor,
      Supervision supervision,
      Inheritance inheritance,
      Waker waker,
      HandleLink handle,
      StatusText status) {
    this.supervision = supervision;
    this.inheritance = inheritance;
    this.channel = inheritance.channel();
    this.waker = waker;
    this.handle = handle;
    this.status = status;
    this.processes = calls.processes();
    this.signals = calls.signals();
    this.descriptors = calls.descriptors();
    this.clock = calls.clock();
    this.signalDescriptor = signalDescriptor;
  }

  /** Until nothing is left to supervise. */
  void run() {
    long now = clock.milliseconds();
    supervision.start(now);
    handle.connect(now);
    status.announce("READY=1", text(), now);
    while (!supervision.isFinished(now)) {
      supervision.tick(now);
      waitForEvents(now);
      now = clock.milliseconds();
      readReports(now);
      readSignals(now);
      reapChildren(now);
      obeyHandle(now);
      serveClients(now);
      waker.proceed(set, now);
      handle.tell(report(), now);
      status.show(text(), now);
    }
  }

  private void waitForEvents(long now) {
    set.clear();
    signalIndex = set.add(signalDescriptor, PollSet.READABLE);
    if (reportsWereRead && supervision.hasAvailable()) {
      descriptors.poll(set, GATHERING);
    }
    set.add(channel.readingEnd(), PollSet.READABLE);
    handleIndex = handle.isOpen() ? set.add(handle.descriptor(), PollSet.READABLE) : -1;
    if (supervision.isListening()) {
      for (int listener : inheritance.listeners()) {
        set.add(listener, PollSet.READABLE);
      }
    }
    waker.addTo(set);
    descriptors.poll(set, timeout(now));
  }

  private int timeout(long now) {
    long deadline = Math.min(supervision.nextDeadline(), waker.nextDeadline());
    deadline = Math.min(deadline, handle.nextDeadline(report()));
    deadline = Math.min(deadline, status.nextDeadline(text()));
    if (deadline == WakeupTimer.NEVER) {
      return -1;
    }
    return (int) Math.min(Math.max(0, deadline - now), Integer.MAX_VALUE);
  }

  private void readReports(long now) {
    reportsWereRead = false;
    int length = channel.read();
    for (int i = 1; i < MOST_REPORTS && length > 0; i++) {
      note(length, now);
      length = channel.read();
    }
    note(length, now);
  }

  /** {@code length} is what {@link StatusChannel#read} answered. */
  private void note(int length, long now) {
    if (length == 0) {
      supervision.channelWasShut(now);
    } else if (length > 0) {
      reportsWereRead = true;
      if (channel.isComplete(length)) {
        supervision.reported(channel.pid(), channel.generation(), channel.isIdle(), now);
      } else {
        supervision.reportedPartly(length, now);
      }
    }
  }

  private void readSignals(long now) {
    int signal = set.isReady(signalIndex) ? signals.next(signalDescriptor, sender) : 0;
    while (signal > 0) {
      switch (signal) {
        case Signals.SIGCHLD -> childrenChanged = true;
        case Signals.SIGHUP -> reload(now);
        case Signals.SIGTERM, Signals.SIGINT -> stop(now);
        default -> {}
      }
      signal = signals.next(signalDescriptor, sender);
    }
  }

  /** Only where there is news: mails come more often than daemons go. */
  private void reapChildren(long now) {
    if (!childrenChanged) {
      return;
    }
    childrenChanged = false;
    int pid = processes.reap(exit);
    while (pid > 0) {
      supervision.changed(pid, exit, now);
      pid = processes.reap(exit);
    }
    supervision.reaped(pid != -Errno.ECHILD, now);
  }

  private void obeyHandle(long now) {
    handle.connect(now);
    for (int i = 0; i < MOST_ORDERS && set.isReady(handleIndex); i++) {
      switch (handle.nextOrder()) {
        case HandleProtocol.RELOAD -> reload(now);
        case HandleProtocol.STOP -> stop(now);
        default -> {}
      }
    }
  }

  /**
   * Whether a listener was in the set is known by its descriptor; one process a round is enough.
   */
  private void serveClients(long now) {
    for (int i = 0; i < set.size(); i++) {
      if (set.isReady(i) && inheritance.listeners().contains(set.descriptor(i))) {
        supervision.clientWaits(now);
        return;
      }
    }
  }

  private void reload(long now) {
    if (supervision.isStopping()) {
      return;
    }
    long started = clock.microseconds();
    status.announce("RELOADING=1\nMONOTONIC_USEC=" + started, text(), now);
    supervision.reload(now);
    status.announce("READY=1", text(), now);
  }

  /** The stand-in may say it again and again. */
  private void stop(long now) {
    if (supervision.isStopping()) {
      return;
    }
    supervision.stop(now);
    status.announce("STOPPING=1", text(), now);
  }

  private String text() {
    return StatusText.of(supervision);
  }

  private String report() {
    return HandleProtocol.report(supervision.busy(), supervision.total());
  }
}
