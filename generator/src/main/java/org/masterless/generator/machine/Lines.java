package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Pieces;

/** Takes the small tables of {@code /etc} apart without regular expressions. */
final class Lines {
  private Lines() {}

  /** The words of a line up to a comment. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int comment = line.indexOf('#');
    String content = comment < 0 ? line : line.substring(0, comment);
    for (String word : Pieces.of(content.replace('\t', ' ').replace('\r', ' '), ' ')) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }
}
