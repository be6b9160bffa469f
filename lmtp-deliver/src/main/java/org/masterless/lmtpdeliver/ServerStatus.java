package org.masterless.lmtpdeliver;

import org.masterless.system.Notifier;

/** Keeps {@code STATUS=} of the service truthful without waking systemd for every mail. */
final class ServerStatus {
  private static final long INTERVAL = 5000;

  private final Notifier notifier;
  private String last = "";
  private long next;

  ServerStatus(Notifier notifier) {
    this.notifier = notifier;
  }

  /** In how many milliseconds {@link #show} of {@code text} would say something. */
  long due(String text, long now) {
    return text.equals(last) ? Long.MAX_VALUE : Math.max(0, next - now);
  }

  void show(String text, long now) {
    if (due(text, now) == 0) {
      send("", text, now);
    }
  }

  /** With a change of state, which is never held back. */
  void announce(String state, String text, long now) {
    send(state + "\n", text, now);
  }

  private void send(String state, String text, long now) {
    if (notifier.send(state + "STATUS=" + text) >= 0) {
      last = text;
    }
    next = now + INTERVAL;
  }
}
