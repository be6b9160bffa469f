package org.masterless.lmtpproxy.io;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all sessions share: what one of them has taken, no other one can. */
public final class Budget {
  private final AtomicLong left;

  public Budget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Whether there were so many bytes; they are to be given back. */
  public boolean take(long bytes) {
    long before = left.get();
    while (before >= bytes) {
      if (left.compareAndSet(before, before - bytes)) {
        return true;
      }
      before = left.get();
    }
    return false;
  }

  public void give(long bytes) {
    left.addAndGet(bytes);
  }
}
