package org.masterless.supervisor;

/**
 * Keeps a daemon that fails from being started again and again.
 *
 * <p>One that fails before it has served a client to the end is tried once per throttle time, as
 * master(8) does (master_spawn.c). One that fails later would be started again at once there; here
 * each such failure in a row doubles a short pause.
 */
final class Throttle {
  private static final long FIRST_PAUSE = 100;

  private final long longest;
  private long until;
  private long pause;
  private boolean active;

  Throttle(long longest) {
    this.longest = longest;
  }

  boolean isActive() {
    return active;
  }

  /** When it ends, by the clock of {@link #failedAtStart}. */
  long until() {
    return until;
  }

  void failedAtStart(long now) {
    begin(now, longest);
  }

  void failedInUse(long now) {
    pause = pause == 0 ? FIRST_PAUSE : Math.min(pause * 2, longest);
    begin(now, pause);
  }

  /** A client was served to the end: what failed before is forgiven. */
  void succeeded() {
    pause = 0;
  }

  /** Answers whether it ended just now. */
  boolean endIfOver(long now) {
    if (!active || now < until) {
      return false;
    }
    active = false;
    return true;
  }

  void lift() {
    active = false;
    pause = 0;
  }

  private void begin(long now, long time) {
    until = active ? Math.max(until, now + time) : now + time;
    active = true;
  }
}
