package org.masterless.system;

import org.teavm.interop.Address;

/** {@link Descriptors} as the kernel does them. */
final class NativeDescriptors implements Descriptors {
  private static final int O_NONBLOCK = 04000;
  private static final int O_CLOEXEC = 02000000;
  private static final int F_SETFD = 2;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int FD_CLOEXEC = 1;

  @Override
  public int pipe(int[] into) {
    return into.length < 2
        ? -Errno.EINVAL
        : Kernel.checked(Libc.pipe2(Address.ofData(into), O_NONBLOCK | O_CLOEXEC));
  }

  @Override
  public int duplicate(int descriptor, int lowest) {
    return Kernel.checked(Libc.fcntl(descriptor, F_DUPFD_CLOEXEC, lowest));
  }

  @Override
  public int setNonBlocking(int descriptor, boolean on) {
    int flags = Kernel.checked(Libc.fcntl(descriptor, F_GETFL, 0));
    if (flags < 0) {
      return flags;
    }
    int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    return wanted == flags ? 0 : Kernel.checked(Libc.fcntl(descriptor, F_SETFL, wanted));
  }

  @Override
  public int setCloseOnExec(int descriptor) {
    return Kernel.checked(Libc.fcntl(descriptor, F_SETFD, FD_CLOEXEC));
  }

  @Override
  public int closeRange(int first, int last) {
    return first < 0 || last < first
        ? -Errno.EINVAL
        : Kernel.checked(Libc.closeRange(first, last, 0));
  }

  @Override
  public int poll(PollSet set, int milliseconds) {
    return Kernel.checked(Libc.poll(Address.ofData(set.entries), set.count, milliseconds));
  }
}
