package org.masterless.supervisor;

import org.masterless.system.Notifier;

/** Keeps {@code STATUS=} of the service truthful without waking systemd for every mail. */
final class StatusText {
  private static final long INTERVAL = 5000;

  private final Notifier notifier;
  private String last = "";
  private long next;

  StatusText(Notifier notifier) {
    this.notifier = notifier;
  }

  /** When {@link #show} would be heard again. */
  long next() {
    return next;
  }

  boolean wouldChange(String text) {
    return !text.equals(last);
  }

  void show(String text, long now) {
    if (wouldChange(text) && now >= next && notifier.send("STATUS=" + text) >= 0) {
      last = text;
      next = now + INTERVAL;
    }
  }

  /** With a change of state, which is never held back. */
  void announce(String state, String text, long now) {
    notifier.send(state + "\nSTATUS=" + text);
    last = text;
    next = now + INTERVAL;
  }

  static String of(Supervision supervision, int limit) {
    int busy = supervision.busy();
    String counts = busy + " busy, " + (supervision.total() - busy) + " idle";
    if (supervision.isStopping()) {
      return "Stopping: " + counts;
    }
    String most = limit == 0 ? "" : ", " + limit + " at most";
    return supervision.isThrottled()
        ? "Throttled, as a daemon failed: " + counts + most
        : counts + most;
  }
}
