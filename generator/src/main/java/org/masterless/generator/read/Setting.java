package org.masterless.generator.read;

/**
 * One {@code name = value}, of main.cf or of an entry's {@code -o}, before any expansion.
 *
 * @param place of the name
 * @param valuePlace of the value
 */
public record Setting(String name, String value, Place place, Place valuePlace) {
  /** Offsets in a text {@code name = value}; the value runs to its end. */
  record Split(String name, int valueStart, String value) {}

  /** Takes a text apart as {@code split_nameval} of Postfix's split_nameval.c does. */
  static Parsed<Split> split(String text) {
    int equals = text.indexOf('=');
    String name = Ascii.trim(equals < 0 ? text : text.substring(0, equals));
    if (name.isEmpty()) {
      return Parsed.bad("missing parameter name before \"=\"");
    }
    if (equals < 0 || hasSpace(name)) {
      return Parsed.bad("missing \"=\" after parameter name " + Quoted.of(firstWord(name)));
    }
    int start = equals + 1;
    while (start < text.length() && Ascii.isSpace(text.charAt(start))) {
      start++;
    }
    return Parsed.good(new Split(name, start, Ascii.trim(text.substring(start))));
  }

  private static boolean hasSpace(String name) {
    return firstWord(name).length() < name.length();
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && !Ascii.isSpace(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }
}
