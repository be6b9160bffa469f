package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/** Takes lists apart without regular expressions. */
final class Words {
  private Words() {}

  /** The pieces between separators; empty ones count. */
  static List<String> split(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        pieces.add(text.substring(start, i));
        start = i + 1;
      }
    }
    return pieces;
  }

  /** What stands between any of {@code separators}, without empty pieces. */
  static List<String> of(String text, String separators) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** What follows the last slash: basename(3) for what names a file. */
  static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
