package org.masterless.generator.read;

/**
 * Braces around a word, which let it hold blanks: {@code extpar} of Postfix's extpar.c.
 *
 * <p>Only a word that begins with a brace is unwrapped; what is inside stays as it is, but for
 * white space at both ends.
 */
final class Braces {
  /** Answer of {@link #close} where the brace at the start is never closed. */
  static final int UNCLOSED = -1;

  private Braces() {}

  static boolean isWrapped(String word) {
    return word.startsWith("{");
  }

  /** {@code word} without its outer braces, or as it is where it has none. */
  static Parsed<String> unwrap(String word) {
    if (!isWrapped(word)) {
      return Parsed.good(word);
    }
    int close = close(word, 0);
    if (close == UNCLOSED) {
      return Parsed.bad("missing \"}\" in " + Quoted.of(word));
    }
    if (close != word.length() - 1) {
      return Parsed.bad("text after \"}\" in " + Quoted.of(word));
    }
    return Parsed.good(Ascii.trim(word.substring(1, close)));
  }

  /** Offset of the brace that closes the one at {@code open}, or {@link #UNCLOSED}. */
  static int close(String text, int open) {
    int level = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        level++;
      } else if (c == '}' && --level == 0) {
        return i;
      }
    }
    return UNCLOSED;
  }
}
