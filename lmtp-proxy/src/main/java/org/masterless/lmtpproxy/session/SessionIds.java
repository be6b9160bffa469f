package org.masterless.lmtpproxy.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Ids by which a session is found in the logs of all that took part in it. */
final class SessionIds {
  private static final int BASE = 36;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private SessionIds() {}

  /** Another one each time, on this machine: time, process, number. */
  static String next() {
    return Long.toString(System.currentTimeMillis(), BASE)
        + ("." + Long.toString(ProcessHandle.current().pid(), BASE))
        + ("." + Integer.toString(NUMBERS.incrementAndGet(), BASE));
  }
}
