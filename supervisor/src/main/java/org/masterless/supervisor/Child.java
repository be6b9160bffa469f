package org.masterless.supervisor;

/** One daemon process, as its supervisor sees it. */
final class Child {
  final int generation;
  private boolean idle = true;
  private boolean retired;
  private int useCount;

  Child(int generation) {
    this.generation = generation;
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

  void retire() {
    retired = true;
  }

  /** A status report: busy when a client was accepted, idle when it is done. */
  void report(boolean nowIdle) {
    if (nowIdle && !idle) {
      useCount++;
    }
    idle = nowIdle;
  }
}
