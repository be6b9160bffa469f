package org.masterless.generator.read;

/**
 * Shows text of the input to people: control characters, which can end a line, as {@code \\xNN}.
 */
final class Printable {
  private static final String HEX = "0123456789abcdef";

  private Printable() {}

  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(printable, text.charAt(i));
    }
    return printable.toString();
  }

  private static void append(StringBuilder to, char c) {
    if (c < ' ' || c == 127) {
      to.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    } else {
      to.append(c);
    }
  }
}
