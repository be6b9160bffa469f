package org.masterless.generator.translate;

import org.masterless.generator.read.Printable;

/**
 * Writes values so that systemd's parser gives back the same bytes (systemd.syntax(7),
 * systemd.unit(5) "Specifiers").
 *
 * <p>{@code $} is left alone: every {@code ExecStart=} with foreign words starts with {@code :}.
 */
final class Quoting {
  private static final String BARE = "_-+=:,./@%$[]{}()!#";

  private Quoting() {}

  /**
   * What may stand in a unit as it is: systemd ends lines at CR and NUL as well (read_line() of its
   * fileio.c), and joins lines at a backslash, so none of these gets there, however it came so far.
   */
  static String oneLine(String text) {
    return Printable.of(text) + (text.endsWith("\\") ? " " : "");
  }

  /** A setting that takes the rest of its line as it is. */
  static String line(String value) {
    return value.indexOf('%') < 0 ? value : value.replace("%", "%%");
  }

  /** A word of {@code Exec*=}: C escapes are understood, so any byte but NUL can be written. */
  static String execWord(String word) {
    if (isBare(word)) {
      return line(word);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < ' ' || c > '~') {
        Printable.appendHex(quoted, c);
      } else {
        appendPrintable(quoted, c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * A word of a list of paths or names: a backslash only takes the meaning off the next character,
   * so the word must be text that {@link SystemdText} accepts.
   */
  static String listWord(String word) {
    if (isBare(word)) {
      return line(word);
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      appendPrintable(quoted, word.charAt(i));
    }
    return quoted.append('"').toString();
  }

  /** The same for one half of {@code BindPaths=FROM:TO}. */
  static String pathOfPair(String path) {
    return listWord(path).replace(":", "\\:");
  }

  static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static void appendPrintable(StringBuilder text, char c) {
    if (c == '"' || c == '\\') {
      text.append('\\');
    }
    text.append(c == '%' ? "%%" : String.valueOf(c));
  }

  /** By way of an array, as this looks at every word, and charAt is slow in native code. */
  private static boolean isBare(String word) {
    char[] chars = word.toCharArray();
    for (char c : chars) {
      if (!isAlphanumeric(c) && BARE.indexOf(c) < 0) {
        return false;
      }
    }
    return chars.length > 0;
  }
}
