package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.masterless.system.Clock;

/** A clock that stands still until it is told to go on, and what happens at which time. */
final class SimulatedTime implements Clock {
  private static final long START = 1000;

  private final TreeMap<Long, List<Runnable>> future = new TreeMap<>();
  private long now = START;

  void at(long milliseconds, Runnable event) {
    future.computeIfAbsent(START + milliseconds, time -> new ArrayList<>()).add(event);
  }

  long elapsed() {
    return now - START;
  }

  /** To the next event, or to the end if none comes before. */
  void passTo(long end) {
    long next = future.isEmpty() ? end : Math.min(end, future.firstKey());
    if (next == Long.MAX_VALUE) {
      throw new AssertionError("waits for ever from " + elapsed() + " ms on");
    }
    now = next;
    happen();
  }

  /** All that is due. */
  void happen() {
    while (!future.isEmpty() && future.firstKey() <= now) {
      future.pollFirstEntry().getValue().forEach(Runnable::run);
    }
  }

  @Override
  public long milliseconds() {
    return now;
  }

  @Override
  public long microseconds() {
    return now * 1000;
  }

  @Override
  public long sinceEpoch() {
    return microseconds();
  }
}
