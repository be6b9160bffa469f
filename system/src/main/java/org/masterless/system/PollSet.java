package org.masterless.system;

import java.util.Arrays;

/** The descriptors that a poll(2) waits for, in the layout that the kernel reads. */
public final class PollSet {
  public static final int READABLE = 1;
  public static final int WRITABLE = 4;
  private static final int ERROR = 8;
  private static final int HANGUP = 16;
  private static final int ENTRY = 8;

  byte[] entries = new byte[16 * ENTRY];
  int count;

  public void clear() {
    count = 0;
  }

  /**
   * Waits for {@code events} on {@code descriptor} too; answers the index to ask {@link #isReady}
   * with.
   */
  public int add(int descriptor, int events) {
    if ((count + 1) * ENTRY > entries.length) {
      entries = Arrays.copyOf(entries, entries.length * 2);
    }
    LittleEndian.putInt32(entries, count * ENTRY, descriptor);
    LittleEndian.putInt16(entries, count * ENTRY + 4, events);
    LittleEndian.putInt16(entries, count * ENTRY + 6, 0);
    return count++;
  }

  /** Whether the last poll found something on it: what was asked for, an error, or a hang-up. */
  public boolean isReady(int index) {
    return index >= 0
        && index < count
        && (LittleEndian.int16(entries, index * ENTRY + 6) & (READABLE | WRITABLE | ERROR | HANGUP))
            != 0;
  }

  public int size() {
    return count;
  }

  public int descriptor(int index) {
    return LittleEndian.int32(entries, index * ENTRY);
  }

  /** What is waited for at {@code index}. */
  public int events(int index) {
    return LittleEndian.int16(entries, index * ENTRY + 4);
  }

  /** For stand-ins of the kernel: what a poll found at {@code index}. */
  public void markReady(int index, boolean ready) {
    LittleEndian.putInt16(entries, index * ENTRY + 6, ready ? READABLE : 0);
  }
}
