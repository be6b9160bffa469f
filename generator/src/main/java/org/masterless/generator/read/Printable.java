package org.masterless.generator.read;

/** Shows text of the input: control characters, which can end a line, as {@code \xNN}. */
public final class Printable {
  private static final String HEX = "0123456789abcdef";

  private Printable() {}

  public static String of(String text) {
    if (isPrintable(text)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c)) {
        appendHex(printable, c);
      } else {
        printable.append(c);
      }
    }
    return printable.toString();
  }

  /** By way of an array, as this looks at every line, and charAt is slow in native code. */
  public static boolean isPrintable(String text) {
    char[] chars = text.toCharArray();
    for (char c : chars) {
      if (isControl(c)) {
        return false;
      }
    }
    return true;
  }

  /** A byte as {@code \xNN}, as in unit names and C strings. */
  public static void appendHex(StringBuilder text, char octet) {
    text.append("\\x").append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
  }

  private static boolean isControl(char c) {
    return c < ' ' || c == 0x7f;
  }
}
