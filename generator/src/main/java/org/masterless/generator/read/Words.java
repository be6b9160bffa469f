package org.masterless.generator.read;

import java.util.Optional;

/**
 * Splits a text into words from left to right, as {@code mystrtok} and {@code mystrtokq} of
 * Postfix's mystrtok.c do.
 */
final class Words {
  /**
   * A word and where it stands.
   *
   * @param offset of the word's first byte in the text
   */
  record Word(String text, int offset) {
    int end() {
      return offset + text.length();
    }
  }

  private final String text;
  private final boolean commaSeparates;
  private int at;

  private Words(String text, boolean commaSeparates) {
    this.text = text;
    this.commaSeparates = commaSeparates;
  }

  /** Words of a line of master.cf. */
  static Words blankSeparated(String text) {
    return new Words(text, false);
  }

  /** Words of a list in main.cf ({@code CHARS_COMMA_SP}). */
  static Words commaSeparated(String text) {
    return new Words(text, true);
  }

  /** The next word, in which braces mean nothing. */
  Optional<Word> next() {
    int start = skipSeparators();
    while (at < text.length() && !isSeparator(text.charAt(at))) {
      at++;
    }
    return word(start);
  }

  /** The next word, which goes on over blanks inside braces; a stray closing brace is a letter. */
  Optional<Word> nextGrouped() {
    int start = skipSeparators();
    int level = 0;
    while (at < text.length() && (level > 0 || !isSeparator(text.charAt(at)))) {
      level += levelChange(text.charAt(at), level);
      at++;
    }
    return word(start);
  }

  private static int levelChange(char c, int level) {
    if (c == '{') {
      return 1;
    }
    return c == '}' && level > 0 ? -1 : 0;
  }

  private int skipSeparators() {
    while (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean isSeparator(char c) {
    return Ascii.isBlank(c) || (commaSeparates && c == ',');
  }

  private Optional<Word> word(int start) {
    return start == at ? Optional.empty() : Optional.of(new Word(text.substring(start, at), start));
  }
}
