package org.masterless.system;

/** Keeps what may happen again and again from being said more often than once in a while. */
public final class Seldom {
  private final long interval;
  private long next = Long.MIN_VALUE;

  /** {@code interval} is in milliseconds. */
  public Seldom(long interval) {
    this.interval = interval;
  }

  /** Whether to say it now; then not again for the interval. */
  public boolean isDue(long now) {
    if (now < next) {
      return false;
    }
    next = now + interval;
    return true;
  }
}
