package org.masterless.supervisor;

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

  private final Supervision supervision;
  private final StatusChannel channel;
  private final Inheritance inheritance;
  private final Waker waker;
  private final HandleLink handle;
  private final StatusText status;
  private final Settings settings;
  private final Processes processes;
  private final Signals signals;
  private final Descriptors descriptors;
  private final Clock clock;
  private final int signalDescriptor;

  private final PollSet set = new PollSet();
  private final ChildExit exit = new ChildExit();
  private final Signals.Sender sender = new Signals.Sender();
  private boolean reportsWereRead;
  private boolean isChildless = true;
  private String told = "";

  EventLoop(
      Settings settings,
      Supervision supervision,
      StatusChannel channel,
      Inheritance inheritance,
      Waker waker,
      HandleLink handle,
      StatusText status,
      Processes processes,
      Signals signals,
      Descriptors descriptors,
      Clock clock,
      int signalDescriptor) {
    this.settings = settings;
    this.supervision = supervision;
    this.channel = channel;
    this.inheritance = inheritance;
    this.waker = waker;
    this.handle = handle;
    this.status = status;
    this.processes = processes;
    this.signals = signals;
    this.descriptors = descriptors;
    this.clock = clock;
    this.signalDescriptor = signalDescriptor;
  }

  /** Until nothing is left to supervise. */
  void run() {
    long now = clock.milliseconds();
    supervision.start(now);
    handle.connect(now);
    status.announce("READY=1", text(), now);
    while (!isOver(now)) {
      supervision.tick(now);
      waitForEvents(now);
      now = clock.milliseconds();
      readReports(now);
      readSignals(now);
      reapChildren(now);
      obeyHandle(now);
      serveClients(now);
      waker.proceed(set, now);
      showStatus(now);
    }
  }

  /** Drained daemons live on without us, but not without their unit: they are waited for too. */
  private boolean isOver(long now) {
    return supervision.isFinished(now) && (isChildless || supervision.isStopping());
  }

  private void waitForEvents(long now) {
    set.clear();
    set.add(signalDescriptor, PollSet.READABLE);
    if (reportsWereRead && supervision.hasAvailable()) {
      descriptors.poll(set, GATHERING);
    }
    set.add(channel.readingEnd(), PollSet.READABLE);
    if (handle.isOpen()) {
      set.add(handle.descriptor(), PollSet.READABLE);
    }
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
    deadline = Math.min(deadline, handle.nextTry());
    if (status.wouldChange(text())) {
      deadline = Math.min(deadline, status.next());
    }
    if (deadline == WakeupTimer.NEVER) {
      return -1;
    }
    return (int) Math.min(Math.max(0, deadline - now), Integer.MAX_VALUE);
  }

  private void readReports(long now) {
    reportsWereRead = false;
    int length = channel.read();
    while (length > 0) {
      if (channel.isComplete(length)) {
        supervision.reported(channel.pid(), channel.generation(), channel.isIdle(), now);
      }
      reportsWereRead = true;
      length = channel.read();
    }
  }

  private void readSignals(long now) {
    int signal = signals.next(signalDescriptor, sender);
    while (signal > 0) {
      switch (signal) {
        case Signals.SIGHUP -> reload(now);
        case Signals.SIGTERM, Signals.SIGINT -> stop(now);
        default -> {}
      }
      signal = signals.next(signalDescriptor, sender);
    }
  }

  private void reapChildren(long now) {
    int pid = processes.reap(exit);
    while (pid > 0) {
      supervision.changed(pid, exit, now);
      pid = processes.reap(exit);
    }
    isChildless = pid == -Errno.ECHILD;
  }

  private void obeyHandle(long now) {
    if (handle.connect(now)) {
      told = "";
    }
    int order = handle.nextOrder();
    while (order != HandleLink.NOTHING) {
      switch (order) {
        case HandleProtocol.RELOAD -> reload(now);
        case HandleProtocol.STOP -> stop(now);
        default -> {}
      }
      order = handle.nextOrder();
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
    long started = clock.microseconds();
    status.announce("RELOADING=1\nMONOTONIC_USEC=" + started, text(), now);
    supervision.reload(now);
    status.announce("READY=1", text(), now);
  }

  private void stop(long now) {
    supervision.stop(now);
    status.announce("STOPPING=1", text(), now);
  }

  private void showStatus(long now) {
    String counts = supervision.busy() + " " + supervision.total();
    if (handle.isOpen() && !counts.equals(told) && now >= status.next()) {
      handle.tell(supervision.busy(), supervision.total());
      told = counts;
    }
    status.show(text(), now);
  }

  private String text() {
    return StatusText.of(supervision, settings.processLimit());
  }
}
