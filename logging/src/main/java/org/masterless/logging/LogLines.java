package org.masterless.logging;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.masterless.system.JournalLine;
import org.masterless.system.Octets;

/**
 * Lines on standard error: with a priority in front where the journal reads them (sd-daemon(3)),
 * plain elsewhere. Text is octets, so that UTF-8 from the network comes out as it came.
 */
final class LogLines {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintStream out;
  private final boolean isJournal;

  LogLines(PrintStream out, boolean isJournal) {
    this.out = out;
    this.isJournal = isJournal;
  }

  static LogLines ofThisProcess() {
    String journal = Optional.ofNullable(System.getenv("JOURNAL_STREAM")).orElse("");
    return new LogLines(System.err, !journal.isEmpty() && isSame(journal));
  }

  void say(int priority, String text) {
    String marked = JournalLine.of(priority, text);
    byte[] line = Octets.bytes(isJournal ? marked : marked.substring(marked.indexOf('>') + 1));
    // In one call, so that lines of several threads don't mix.
    out.write(line, 0, line.length);
    out.flush();
  }

  /**
   * The variable is inherited by whatever a service starts, so it is the file's numbers that count
   * (systemd.exec(5), JOURNAL_STREAM). Where they can't be seen, the variable is believed.
   */
  private static boolean isSame(String deviceAndInode) {
    try {
      Object device = Files.getAttribute(STANDARD_ERROR, "unix:dev");
      Object inode = Files.getAttribute(STANDARD_ERROR, "unix:ino");
      return deviceAndInode.equals(device + ":" + inode);
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }
}
