package org.masterless.system;

import org.teavm.interop.Address;

/** {@link Signals} as the kernel does them. */
final class NativeSignals implements Signals {
  private static final int SIG_BLOCK = 0;
  private static final int SFD_NONBLOCK_CLOEXEC = 04000 | 02000000;
  private static final int SIGINFO_SIZE = 128;

  @Override
  public int open(int... signals) {
    byte[] set = new byte[128];
    Libc.sigemptyset(Address.ofData(set));
    for (int signal : signals) {
      Libc.sigaddset(Address.ofData(set), signal);
    }
    int answer =
        Kernel.checked(Libc.sigprocmask(SIG_BLOCK, Address.ofData(set), Address.fromLong(0)));
    return answer < 0
        ? answer
        : Kernel.checked(Libc.signalfd(-1, Address.ofData(set), SFD_NONBLOCK_CLOEXEC));
  }

  @Override
  public int next(int descriptor, Sender into) {
    byte[] info = new byte[SIGINFO_SIZE];
    int count = Kernel.files().read(descriptor, info, 0, info.length);
    if (count < 0) {
      return count;
    }
    into.pid = LittleEndian.int32(info, 12);
    return LittleEndian.int32(info, 0);
  }
}
