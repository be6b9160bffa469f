package org.masterless.maildir;

/** Characters in octets, strictly (RFC 3629): no overlong forms, no surrogates. */
final class Utf8 {
  private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

  private Utf8() {}

  /** How many octets the character at {@code start} has; 0 where there is none. */
  static int length(String octets, int start) {
    int first = octets.charAt(start);
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0xf4 || start + length > octets.length()) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((octets.charAt(start + i) & 0xc0) != 0x80) {
        return 0;
      }
    }
    int character = length == 0 ? 0 : character(octets, start, length);
    boolean isSurrogate = character >= 0xd800 && character < 0xe000;
    return character < LEAST[length] || character > 0x10ffff || isSurrogate ? 0 : length;
  }

  static int character(String octets, int start, int length) {
    int first = octets.charAt(start);
    int character = length == 1 ? first : first & (0x7f >> (length & 7));
    for (int i = 1; i < length; i++) {
      character = (character << 6) | (octets.charAt(start + i) & 0x3f);
    }
    return character;
  }
}
