package org.masterless.generator;

import java.util.List;
import java.util.Optional;
import org.masterless.generator.read.Problem;
import org.masterless.system.Files;
import org.masterless.system.Output;
import org.masterless.system.Sockets;

/** Tells people what is wrong: those at the terminal, and at boot those who read the journal. */
final class Report {
  /** The kernel log holds a few hundred KiB, and the kernel's own messages are in it too. */
  private static final int MOST_AT_BOOT = 100;

  private final Files files;
  private final Optional<BootLog> log;
  private final String tag;

  private Report(Files files, Optional<BootLog> log, String tag) {
    this.files = files;
    this.log = log;
    this.tag = tag;
  }

  static Report toTerminal(Files files) {
    return new Report(files, Optional.empty(), "");
  }

  /** Standard error may be the console then, and in containers all that there is. */
  static Report atBoot(Files files, Sockets sockets, int pid) {
    return new Report(
        files, BootLog.open(files, sockets, pid), BootLog.PROGRAM + "[" + pid + "]: ");
  }

  void tell(List<Problem> problems) {
    int told = log.isPresent() ? Math.min(problems.size(), MOST_AT_BOOT) : problems.size();
    for (Problem problem : problems.subList(0, told)) {
      tell(problem);
    }
    if (told < problems.size()) {
      tell(
          Problem.error(
              problems.get(told).place(),
              "too many problems; \"masterless-generator --check\" tells the rest"));
    }
  }

  private void tell(Problem problem) {
    Output.write(files, Output.STANDARD_ERROR, tag + problem + "\n");
    log.ifPresent(open -> open.tell(problem));
  }

  void close() {
    log.ifPresent(BootLog::close);
  }
}
