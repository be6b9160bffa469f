package org.masterless.generator;

import java.util.Optional;
import org.masterless.generator.read.Problem;
import org.masterless.system.Files;
import org.masterless.system.Output;

/** /dev/kmsg: a record for each write(2), as systemd.generator(7) wants it. */
record KernelLog(Files files, int descriptor, int pid) implements BootLog {
  /** A longer record is refused as a whole (LOG_LINE_MAX of the kernel's printk.c). */
  private static final int LONGEST_RECORD = 976;

  static Optional<BootLog> open(Files files, int pid) {
    int descriptor = files.open("/dev/kmsg", Files.O_WRONLY | Files.O_NONBLOCK, 0);
    return descriptor < 0 ? Optional.empty() : Optional.of(new KernelLog(files, descriptor, pid));
  }

  @Override
  public void tell(Problem problem) {
    int priority = (DAEMON << 3) | BootLog.severity(problem);
    String record = "<" + priority + ">" + PROGRAM + "[" + pid + "]: " + problem;
    String cut = record.length() > LONGEST_RECORD ? record.substring(0, LONGEST_RECORD) : record;
    Output.write(files, descriptor, cut + "\n");
  }

  @Override
  public void close() {
    files.close(descriptor);
  }
}
