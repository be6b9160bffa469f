package org.masterless.system;

/** {@link Signals} as the kernel does them. */
final class SignalChecks {
  private SignalChecks() {}

  static void run(Checks checks) {
    Signals signals = Kernel.signals();
    Signals.Sender sender = new Signals.Sender();
    int descriptor = signals.open(Signals.SIGUSR1, Signals.SIGHUP);
    int self = Kernel.processes().pid();
    checks.atLeast("signals have a descriptor", descriptor, 3);
    checks.equal("no signal", signals.next(descriptor, sender), -Errno.EAGAIN);
    checks.equal("send a signal", Kernel.processes().signal(self, Signals.SIGUSR1), 0);
    checks.equal("it comes", signals.next(descriptor, sender), Signals.SIGUSR1);
    checks.equal("from us", sender.pid(), self);
    checks.equal("and once", signals.next(descriptor, sender), -Errno.EAGAIN);
    checks.equal("a signal from nowhere", signals.next(-1, sender), -Errno.EBADF);
    checks.equal("a signal to nobody", Kernel.processes().signal(0x3fffffff, 0), -Errno.ESRCH);
    Kernel.files().close(descriptor);
  }
}
