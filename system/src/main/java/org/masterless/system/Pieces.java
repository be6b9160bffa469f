package org.masterless.system;

import java.util.ArrayList;
import java.util.List;

/** Takes text apart at a separator, without regular expressions, which cost native code dearly. */
public final class Pieces {
  private Pieces() {}

  /** The pieces of {@code text} between separators, one more than there are; empty ones count. */
  public static List<String> of(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(separator);
    while (end >= 0) {
      pieces.add(text.substring(start, end));
      start = end + 1;
      end = text.indexOf(separator, start);
    }
    pieces.add(text.substring(start));
    return pieces;
  }
}
