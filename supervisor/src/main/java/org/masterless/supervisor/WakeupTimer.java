package org.masterless.supervisor;

import org.masterless.supervisor.Settings.WakeupTimes;

/** When the daemon is to be woken next (master_wakeup.c). */
final class WakeupTimer {
  static final long NEVER = Long.MAX_VALUE;

  private final WakeupTimes times;
  private long next = NEVER;

  WakeupTimer(WakeupTimes times) {
    this.times = times;
  }

  /** At start and on each reload: wakes at once, or waits for the first use. */
  void start(long now) {
    next = times.isNever() || times.onceUsed() ? NEVER : now;
  }

  /** A process was started: the first use of a service that is woken once used. */
  void used(long now) {
    if (times.onceUsed() && !times.isNever() && next == NEVER) {
      next = now;
    }
  }

  /** Whether it is time; the next time is set. */
  boolean isDue(long now) {
    if (now < next) {
      return false;
    }
    next = now + times.period();
    return true;
  }

  long next() {
    return next;
  }
}
