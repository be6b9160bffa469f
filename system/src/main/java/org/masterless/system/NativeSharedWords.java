package org.masterless.system;

import java.util.Optional;
import org.teavm.interop.Address;

/** {@link SharedWords} as the kernel maps them: anonymous and shared (mmap(2)). */
final class NativeSharedWords implements SharedWords {
  private static final int SIZE = 8;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_ANONYMOUS = 0x21;
  private static final int MOST = 1 << 24;

  private final long start;
  private int count;

  private NativeSharedWords(long start, int count) {
    this.start = start;
    this.count = count;
  }

  static Optional<SharedWords> map(int count) {
    if (count < 0 || count > MOST) {
      return Optional.empty();
    }
    if (count == 0) {
      return Optional.of(new NativeSharedWords(0, 0));
    }
    long start =
        Libc.mmap(
                Address.fromLong(0),
                (long) count * SIZE,
                PROT_READ_WRITE,
                MAP_SHARED_ANONYMOUS,
                -1,
                0)
            .toLong();
    return start == -1 ? Optional.empty() : Optional.of(new NativeSharedWords(start, count));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long get(int index) {
    return index < 0 || index >= count ? 0 : Address.fromLong(at(index)).getLong();
  }

  @Override
  public void set(int index, long value) {
    if (index >= 0 && index < count) {
      Address.fromLong(at(index)).putLong(value);
    }
  }

  private long at(int index) {
    return start + (long) index * SIZE;
  }

  @Override
  public int forget() {
    int length = count;
    count = 0;
    return length == 0
        ? 0
        : Kernel.checked(Libc.munmap(Address.fromLong(start), (long) length * SIZE));
  }
}
