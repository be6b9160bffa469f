package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;

/** Takes the small tables of {@code /etc} apart without regular expressions. */
final class Lines {
  private Lines() {}

  /** The pieces of {@code text} between separators; empty ones count. */
  static List<String> split(String text, char separator) {
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

  /** The words of a line up to a comment. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int comment = line.indexOf('#');
    String content = comment < 0 ? line : line.substring(0, comment);
    for (String word : split(content.replace('\t', ' ').replace('\r', ' '), ' ')) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
