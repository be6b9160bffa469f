package org.masterless.supervisor;

/** One daemon process, as its supervisor sees it. */
final class Child {
  /** Who has nothing to do waits for a client far longer (max_idle), so this one could not. */
  private static final long AT_ONCE = 500;

  final int generation;
  private final long start;
  private boolean idle = true;
  private boolean wasBusy;
  private boolean retired;
  private int useCount;

  Child(int generation, long start) {
    this.generation = generation;
    this.start = start;
  }

  /** Waiting for a client, and meant to have one: a retired daemon is not. */
  boolean isAvailable() {
    return idle && !retired;
  }

  boolean isIdle() {
    return idle;
  }

  /** How many clients it has served to the end. */
  int useCount() {
    return useCount;
  }

  /** Whether one that is gone by {@code now} served nobody, although nobody told it to go. */
  boolean leftAtOnce(long now) {
    return !wasBusy && !retired && now - start < AT_ONCE;
  }

  void retire() {
    retired = true;
  }

  /** A status report: busy when a client was accepted, idle when it is done. */
  void report(boolean nowIdle) {
    if (nowIdle && !idle) {
      useCount++;
    }
    wasBusy = true;
    idle = nowIdle;
  }
}
