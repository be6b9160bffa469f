package org.masterless.system;

/** Time that only goes forward, for deadlines (CLOCK_MONOTONIC). */
public interface Clock {
  long milliseconds();

  /** For systemd's {@code MONOTONIC_USEC=}. */
  long microseconds();
}
