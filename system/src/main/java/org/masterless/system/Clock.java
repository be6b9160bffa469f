package org.masterless.system;

/** Time that only goes forward, for deadlines (CLOCK_MONOTONIC), and the time of day. */
public interface Clock {
  long milliseconds();

  /** For systemd's {@code MONOTONIC_USEC=}. */
  long microseconds();

  /** Microseconds since 1970 (CLOCK_REALTIME): for names and dates, as it may jump. */
  long sinceEpoch();
}
