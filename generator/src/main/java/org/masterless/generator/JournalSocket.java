package org.masterless.generator;

import java.util.Optional;
import org.masterless.generator.read.Problem;
import org.masterless.system.Files;
import org.masterless.system.Octets;
import org.masterless.system.Sockets;

/**
 * journald's socket for its native protocol: a datagram for each message, with a line for each
 * field (systemd.io/JOURNAL_NATIVE_PROTOCOL). Never waits: a message that doesn't fit is lost.
 */
record JournalSocket(Files files, Sockets sockets, int descriptor, int pid) implements BootLog {

  static Optional<BootLog> connect(Files files, Sockets sockets, int pid) {
    int descriptor = sockets.connectUnix("/run/systemd/journal/socket", Sockets.DATAGRAM);
    return descriptor < 0
        ? Optional.empty()
        : Optional.of(new JournalSocket(files, sockets, descriptor, pid));
  }

  @Override
  public void tell(Problem problem) {
    String fields =
        field("PRIORITY", BootLog.severity(problem))
            + field("SYSLOG_FACILITY", DAEMON)
            + field("SYSLOG_IDENTIFIER", PROGRAM)
            + field("SYSLOG_PID", pid)
            + field("MESSAGE", problem);
    byte[] datagram = Octets.bytes(fields);
    sockets.send(descriptor, datagram, datagram.length);
  }

  private static String field(String name, Object value) {
    return name + "=" + value + "\n";
  }

  @Override
  public void close() {
    files.close(descriptor);
  }
}
