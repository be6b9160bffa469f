package org.masterless.systemtest.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a person reads: headings, what was typed, tables; colour only where it was asked for. */
final class Screen {
  private static final String BOLD = "\033[1m";
  private static final String DIM = "\033[2m";
  private static final String GREEN = "\033[32m";
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[0m";

  private final PrintStream out;
  private final boolean coloured;

  Screen(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  /** Begins a step: what is done now, and why. */
  void step(String text) {
    out.println();
    out.println(paint(BOLD, "==> " + text));
  }

  void line(String text) {
    out.println("    " + text);
  }

  /** A command as an admin types it. */
  void typed(String command) {
    out.println("    " + paint(DIM, "# " + command));
  }

  void good(String text) {
    line(paint(GREEN, text));
  }

  void bad(String text) {
    line(paint(RED, text));
  }

  void block(String text) {
    text.lines().forEach(this::line);
  }

  /** Columns as wide as they need to be; the first row is the heading. */
  void table(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = row.get(column).length();
        if (column == widths.size()) {
          widths.add(width);
        } else {
          widths.set(column, Math.max(widths.get(column), width));
        }
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      String text = padded(rows.get(i), widths).stripTrailing();
      line(i == 0 ? paint(DIM, text) : text);
    }
  }

  private static String padded(List<String> row, List<Integer> widths) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      text.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
    }
    return text.toString();
  }

  private String paint(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }
}
