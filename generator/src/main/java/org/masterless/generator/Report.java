package org.masterless.generator;

import org.masterless.generator.read.Problem;
import org.masterless.system.Files;
import org.masterless.system.Output;

/** Tells people what is wrong: those at the terminal, and at boot those who read the kernel log. */
final class Report {
  /** Severities of syslog(3), of the facility "daemon". */
  private static final int ERROR = (3 << 3) | 3;

  private static final int WARNING = (3 << 3) | 4;

  /** A longer record is refused as a whole (LOG_LINE_MAX of the kernel's printk.c). */
  private static final int LONGEST_RECORD = 976;

  private final Files files;
  private final int kernelLog;
  private final String tag;

  private Report(Files files, int kernelLog, String tag) {
    this.files = files;
    this.kernelLog = kernelLog;
    this.tag = tag;
  }

  static Report toTerminal(Files files) {
    return new Report(files, -1, "");
  }

  /** Without a kernel log, as in containers, standard error must do. */
  static Report toKernelLog(Files files, int pid) {
    int kernelLog = files.open("/dev/kmsg", Files.O_WRONLY | Files.O_NONBLOCK, 0);
    return new Report(files, kernelLog, "masterless-generator[" + pid + "]: ");
  }

  void tell(Problem problem) {
    Output.write(files, Output.STANDARD_ERROR, tag + problem + "\n");
    if (kernelLog >= 0) {
      String record = "<" + (problem.isError() ? ERROR : WARNING) + ">" + tag + problem;
      String cut = record.length() > LONGEST_RECORD ? record.substring(0, LONGEST_RECORD) : record;
      Output.write(files, kernelLog, cut + "\n");
    }
  }

  void close() {
    if (kernelLog >= 0) {
      files.close(kernelLog);
    }
  }
}
