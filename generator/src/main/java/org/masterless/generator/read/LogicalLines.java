package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins physical lines to logical ones, as {@code readlline} of Postfix's readlline.c does for
 * master.cf and main.cf alike.
 *
 * <p>A line that starts with white space continues the one before. Empty lines and comments are
 * skipped, also in the middle of an entry, which they don't end.
 */
final class LogicalLines {
  private final String file;
  private final String text;
  private final Problems problems;
  private final List<LogicalLine> found = new ArrayList<>();
  private int at;
  private int lineNumber = 1;

  private LogicalLines(String file, String text, Problems problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
  }

  static List<LogicalLine> read(String file, String text, Problems problems) {
    LogicalLines lines = new LogicalLines(file, text, problems);
    while (lines.at < text.length()) {
      lines.readOne();
    }
    return lines.found;
  }

  private void readOne() {
    StringBuilder joined = new StringBuilder();
    List<LogicalLine.Piece> pieces = new ArrayList<>();
    do {
      String physical = physicalLine();
      if (!isSkipped(physical)) {
        pieces.add(new LogicalLine.Piece(joined.length(), lineNumber));
        joined.append(physical);
      }
      advance(physical);
    } while (at < text.length() && (pieces.isEmpty() || isContinued()));
    if (!pieces.isEmpty()) {
      accept(new LogicalLine(file, joined.toString(), pieces));
    }
  }

  private String physicalLine() {
    int end = text.indexOf('\n', at);
    return text.substring(at, end < 0 ? text.length() : end);
  }

  private void advance(String physical) {
    at += physical.length() + 1;
    lineNumber++;
  }

  private static boolean isSkipped(String physical) {
    String content = Ascii.trim(physical);
    return content.isEmpty() || content.charAt(0) == '#';
  }

  /** A comment in the first column is looked over: the line after it may still continue. */
  private boolean isContinued() {
    char next = text.charAt(at);
    return next == '#' || Ascii.isSpace(next);
  }

  private void accept(LogicalLine line) {
    if (Ascii.isSpace(line.text().charAt(0))) {
      problems.warn(
          line.place(0),
          "the first entry must not start with white space; ignoring it and the lines that"
              + " continue it");
      return;
    }
    int nul = line.text().indexOf('\0');
    found.add(nul < 0 ? line : cutAtNul(line, nul));
  }

  /** Postfix keeps the bytes but reads them as a C string; 3.10 warns, 3.7 doesn't. */
  private LogicalLine cutAtNul(LogicalLine line, int nul) {
    problems.warn(
        line.place(nul), "NUL byte; ignoring the rest of this line and the lines that continue it");
    return line.cutAt(nul);
  }
}
