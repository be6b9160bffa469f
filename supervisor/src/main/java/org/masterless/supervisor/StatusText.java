package org.masterless.supervisor;

import org.masterless.system.Notifier;

/** Keeps {@code STATUS=} of the service truthful without waking systemd for every mail. */
final class StatusText {
  private static final long INTERVAL = 5000;

  /** systemd takes no message while its queue is full; a change of state is said again soon. */
  private static final long RETRY = 500;

  private final Notifier notifier;
  private String last = "";
  private String unsaid = "";
  private long next;

  StatusText(Notifier notifier) {
    this.notifier = notifier;
  }

  /** When {@link #show} of {@code text} would say something. */
  long nextDeadline(String text) {
    return hasNews(text) ? next : WakeupTimer.NEVER;
  }

  void show(String text, long now) {
    if (hasNews(text) && now >= next) {
      send(text, now);
    }
  }

  /** With a change of state, which is never held back: {@code READY=1} and the like. */
  void announce(String state, String text, long now) {
    unsaid = state + "\n";
    send(text, now);
  }

  private boolean hasNews(String text) {
    return !unsaid.isEmpty() || !text.equals(last);
  }

  private void send(String text, long now) {
    if (notifier.send(unsaid + "STATUS=" + text) >= 0) {
      last = text;
      unsaid = "";
    }
    next = now + (unsaid.isEmpty() ? INTERVAL : RETRY);
  }

  static String of(Supervision supervision) {
    int busy = supervision.busy();
    String counts = busy + " busy, " + (supervision.total() - busy) + " idle";
    if (supervision.isStopping()) {
      return "Stopping: " + counts;
    }
    int limit = supervision.limit();
    String most = limit == 0 ? "" : ", " + limit + " at most";
    return supervision.isThrottled()
        ? "Throttled, as a daemon failed: " + counts + most
        : counts + most;
  }
}
