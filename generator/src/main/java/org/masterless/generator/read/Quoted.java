package org.masterless.generator.read;

/** Puts a piece of the input into a message: in quotes, short, and without control characters. */
final class Quoted {
  private static final int LONGEST = 60;
  private static final String HEX = "0123456789abcdef";

  private Quoted() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      append(quoted, text.charAt(i));
    }
    return quoted.append(text.length() > LONGEST ? "...\"" : "\"").toString();
  }

  private static void append(StringBuilder to, char c) {
    if (c < ' ' || c == 127) {
      to.append("\\x").append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
    } else {
      to.append(c);
    }
  }
}
