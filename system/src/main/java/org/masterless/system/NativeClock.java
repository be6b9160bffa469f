package org.masterless.system;

import org.teavm.interop.Address;

/** {@link Clock} from clock_gettime(2). */
final class NativeClock implements Clock {
  private static final int CLOCK_REALTIME = 0;
  private static final int CLOCK_MONOTONIC = 1;
  private final byte[] time = new byte[16];

  @Override
  public long milliseconds() {
    return microseconds() / 1000;
  }

  @Override
  public long microseconds() {
    return microseconds(CLOCK_MONOTONIC);
  }

  @Override
  public long sinceEpoch() {
    return microseconds(CLOCK_REALTIME);
  }

  private long microseconds(int clock) {
    Libc.clockGettime(clock, Address.ofData(time));
    return LittleEndian.int64(time, 0) * 1_000_000 + LittleEndian.int64(time, 8) / 1000;
  }
}
