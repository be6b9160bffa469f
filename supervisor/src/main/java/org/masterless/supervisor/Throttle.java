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
  private boolean isPause;

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

  /** Answers whether it begins with this; another failure while it lasts doesn't prolong it. */
  boolean failedAtStart(long now) {
    if (active && !isPause) {
      return false;
    }
    active = true;
    isPause = false;
    until = now + longest;
    return true;
  }

  /** A pause that begins while a longer one lasts changes nothing. */
  void failedInUse(long now) {
    pause = pause == 0 ? Math.min(FIRST_PAUSE, longest) : Math.min(pause * 2, longest);
    if (active && !isPause) {
      return;
    }
    until = active ? Math.max(until, now + pause) : now + pause;
    active = true;
    isPause = true;
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
}
