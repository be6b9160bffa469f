package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.system.Octets;

/**
 * Joins physical lines to logical ones, as {@code readlline} of Postfix's readlline.c does for
 * master.cf and main.cf alike.
 *
 * <p>A line that starts with white space continues the one before. Empty lines and comments are
 * skipped, also in the middle of an entry, which they don't end.
 *
 * <p>One at a time: all lines of a large file together would take many times its size.
 */
final class LogicalLines {
  private final String file;
  private final byte[] octets;
  private final int longest;
  private final Problems problems;
  private int at;
  private int lineNumber = 1;

  /**
   * @param longest more bytes than this are an error that costs the line
   */
  LogicalLines(String file, byte[] octets, int longest, Problems problems) {
    this.file = file;
    this.octets = octets;
    this.longest = longest;
    this.problems = problems;
  }

  /** Those of a file that is small as a whole. */
  LogicalLines(String file, String text, Problems problems) {
    this(file, Octets.bytes(text), text.length(), problems);
  }

  /** The next one that is good; nothing at the end of the file. */
  Optional<LogicalLine> next() {
    Optional<LogicalLine> line = Optional.empty();
    while (line.isEmpty() && at < octets.length) {
      line = readOne();
    }
    return line;
  }

  private Optional<LogicalLine> readOne() {
    StringBuilder joined = new StringBuilder();
    List<LogicalLine.Piece> pieces = new ArrayList<>();
    int length = 0;
    do {
      int end = lineEnd();
      if (!isSkipped(end)) {
        length += Math.min(end - at, longest + 1);
        if (length <= longest || pieces.isEmpty()) {
          pieces.add(new LogicalLine.Piece(joined.length(), lineNumber));
          joined.append(Octets.text(octets, at, Math.min(end - at, longest)));
        }
      }
      at = end + 1;
      lineNumber++;
    } while (at < octets.length && (pieces.isEmpty() || isContinued()));
    return pieces.isEmpty()
        ? Optional.empty()
        : accepted(new LogicalLine(file, joined.toString(), pieces), length > longest);
  }

  private int lineEnd() {
    int end = at;
    while (end < octets.length && octets[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean isSkipped(int end) {
    int start = at;
    while (start < end && Ascii.isSpace((char) octets[start])) {
      start++;
    }
    return start == end || octets[start] == '#';
  }

  /** A comment in the first column is looked over: the line after it may still continue. */
  private boolean isContinued() {
    char next = (char) octets[at];
    return next == '#' || Ascii.isSpace(next);
  }

  private Optional<LogicalLine> accepted(LogicalLine line, boolean isTooLong) {
    if (Ascii.isSpace(line.text().charAt(0))) {
      problems.warn(
          line.place(0),
          "the first entry must not start with white space; ignoring it and the lines that"
              + " continue it");
      return Optional.empty();
    }
    if (isTooLong) {
      problems.error(
          line.place(0),
          "longer than " + longest + " bytes with what continues it; ignoring this entry");
      return Optional.empty();
    }
    int nul = line.text().indexOf('\0');
    return Optional.of(nul < 0 ? line : cutAtNul(line, nul));
  }

  /** Postfix keeps the bytes but reads them as a C string; 3.10 warns, 3.7 doesn't. */
  private LogicalLine cutAtNul(LogicalLine line, int nul) {
    problems.warn(
        line.place(nul), "NUL byte; ignoring the rest of this line and the lines that continue it");
    return line.cutAt(nul);
  }
}
