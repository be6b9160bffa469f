package org.masterless.generator.read;

/**
 * C's ctype(3) as Postfix uses it: ASCII only, whatever the locale says.
 *
 * <p>Two sets of white space matter: {@link #isSpace} decides where logical lines begin and what is
 * trimmed, the smaller {@link #isBlank} separates words.
 */
final class Ascii {
  private Ascii() {}

  /** {@code isspace}: blank, tab, newline, VT, FF, CR. */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** {@code CHARS_SPACE} of Postfix's stringops.h: blank, tab, CR, newline; neither VT nor FF. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** What a parameter name after {@code $} is made of. */
  static boolean isNamePart(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  static boolean isAllDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** {@code text} without the {@link #isSpace} characters at both ends. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Lower case for ASCII letters only, since bytes above 127 have no case. */
  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lower.toString();
  }
}
