package org.masterless.supervisor;

import org.masterless.system.Seldom;

/**
 * Whether a service is overloaded, which newcomers are told by {@code stress=yes} (master_avail.c).
 *
 * <p>It begins with the process that fills the limit and ends a while after the last time that this
 * happened.
 */
final class Stress {
  private static final long LASTS = 1_000_000;

  private final boolean isUsed;
  private long until = Long.MIN_VALUE;
  private final Seldom warnings = new Seldom(LASTS);

  Stress(boolean isUsed) {
    this.isUsed = isUsed;
  }

  boolean isOn(long now) {
    return isUsed && until > now;
  }

  /**
   * The limit is about to be reached.
   *
   * @return whether stress begins with this, so that the processes that don't know of it should go
   */
  boolean limitReached(long now) {
    if (!isUsed) {
      return false;
    }
    boolean begins = until < now;
    until = now + LASTS;
    return begins;
  }

  /** Whether to warn now that nobody is left to serve; at most once in a while. */
  boolean mayWarn(long now) {
    return isUsed && warnings.isDue(now);
  }
}
