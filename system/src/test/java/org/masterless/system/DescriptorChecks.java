package org.masterless.system;

/** {@link Descriptors} as the kernel does them. */
final class DescriptorChecks {
  private static final Files FILES = Kernel.files();
  private static final Descriptors DESCRIPTORS = Kernel.descriptors();

  private DescriptorChecks() {}

  static void run(Checks checks) {
    int[] pipe = new int[2];
    checks.equal("pipe", DESCRIPTORS.pipe(pipe), 0);
    checks.equal("pipe into too little", DESCRIPTORS.pipe(new int[1]), -Errno.EINVAL);
    byte[] one = {42};
    checks.equal("an empty pipe", FILES.read(pipe[0], one, 0, 1), -Errno.EAGAIN);
    poll(checks, pipe);
    int high = DESCRIPTORS.duplicate(pipe[0], 50);
    checks.equal("duplicate upwards", high, 50);
    checks.equal("the copy leads there too", FILES.read(high, one, 0, 1), 1);
    checks.equal("duplicate nothing", DESCRIPTORS.duplicate(-1, 50), -Errno.EBADF);
    checks.equal("close-on-exec", DESCRIPTORS.setCloseOnExec(high), 0);
    checks.equal("close-on-exec of nothing", DESCRIPTORS.setCloseOnExec(-1), -Errno.EBADF);
    checks.equal("blocking", DESCRIPTORS.setNonBlocking(high, false), 0);
    checks.equal("non-blocking", DESCRIPTORS.setNonBlocking(high, true), 0);
    checks.equal("an empty pipe again", FILES.read(pipe[0], one, 0, 1), -Errno.EAGAIN);
    checks.equal("non-blocking nothing", DESCRIPTORS.setNonBlocking(-1, true), -Errno.EBADF);
    FILES.close(high);
    closeRange(checks, pipe[0]);
    FILES.close(pipe[0]);
    FILES.close(pipe[1]);
  }

  private static void closeRange(Checks checks, int descriptor) {
    for (int number = 100; number < 104; number++) {
      DESCRIPTORS.duplicate(descriptor, number);
    }
    checks.equal("close a range", DESCRIPTORS.closeRange(101, 102), 0);
    checks.equal("below it", DESCRIPTORS.setCloseOnExec(100), 0);
    checks.equal("its first", DESCRIPTORS.setCloseOnExec(101), -Errno.EBADF);
    checks.equal("its last", DESCRIPTORS.setCloseOnExec(102), -Errno.EBADF);
    checks.equal("above it", DESCRIPTORS.setCloseOnExec(103), 0);
    checks.equal("close the rest", DESCRIPTORS.closeRange(100, Integer.MAX_VALUE), 0);
    checks.equal("the rest", DESCRIPTORS.setCloseOnExec(103), -Errno.EBADF);
    checks.equal("close no range", DESCRIPTORS.closeRange(101, 100), -Errno.EINVAL);
  }

  private static void poll(Checks checks, int[] pipe) {
    PollSet set = new PollSet();
    int reading = set.add(pipe[0], PollSet.READABLE);
    checks.equal("poll finds nothing", DESCRIPTORS.poll(set, 0), 0);
    checks.isTrue("nothing is ready", !set.isReady(reading));
    int writing = set.add(pipe[1], PollSet.WRITABLE);
    FILES.write(pipe[1], new byte[] {7}, 0, 1);
    checks.equal("poll finds both", DESCRIPTORS.poll(set, -1), 2);
    checks.isTrue("both are ready", set.isReady(reading) && set.isReady(writing));
    for (int i = 0; i < 40; i++) {
      set.add(pipe[0], PollSet.READABLE);
    }
    checks.equal("poll finds many", DESCRIPTORS.poll(set, 0), 42);
  }
}
