package org.masterless.generator;

import java.util.Optional;
import org.masterless.generator.read.Problem;
import org.masterless.system.Files;
import org.masterless.system.Sockets;

/** Where a generator can say something that people will find later: it has no terminal. */
sealed interface BootLog permits KernelLog, JournalSocket {
  String PROGRAM = "masterless-generator";

  /** Severities of syslog(3). */
  int ERROR = 3;

  int WARNING = 4;

  /** The facility "daemon" of syslog(3). */
  int DAEMON = 3;

  void tell(Problem problem);

  void close();

  /**
   * The kernel log, which is there before journald is; without one, as in most containers,
   * journald. Nothing at the boot of a container: there, neither is there.
   */
  static Optional<BootLog> open(Files files, Sockets sockets, int pid) {
    Optional<BootLog> kernelLog = KernelLog.open(files, pid);
    return kernelLog.isPresent() ? kernelLog : JournalSocket.connect(files, sockets, pid);
  }

  static int severity(Problem problem) {
    return problem.isError() ? ERROR : WARNING;
  }
}
