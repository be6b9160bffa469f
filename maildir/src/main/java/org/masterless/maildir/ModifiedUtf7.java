package org.masterless.maildir;

import java.util.Optional;

/** Folder names as IMAP and Maildir++ spell them (RFC 3501, 5.1.3). */
final class ModifiedUtf7 {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

  private static final int FIRST_OF_TWO = 0xd800;

  private final StringBuilder text = new StringBuilder();
  private int bits;
  private int bitCount;
  private boolean isShifted;

  private ModifiedUtf7() {}

  /** Of a name in UTF-8; none where it is no valid UTF-8, or has control characters. */
  static Optional<String> of(String octets) {
    ModifiedUtf7 name = new ModifiedUtf7();
    int next = 0;
    while (next < octets.length()) {
      int length = Utf8.length(octets, next);
      int character = length == 0 ? 0 : Utf8.character(octets, next, length);
      if (character < ' ' || character == 127) {
        return Optional.empty();
      }
      name.add(character);
      next += length;
    }
    name.shiftBack();
    return Optional.of(name.text.toString());
  }

  private void add(int character) {
    if (character < 127) {
      shiftBack();
      text.append((char) character);
      if (character == '&') {
        text.append('-');
      }
      return;
    }
    if (!isShifted) {
      text.append('&');
      isShifted = true;
    }
    if (character > 0xffff) {
      addUnit(FIRST_OF_TWO | ((character - 0x10000) >> 10));
      addUnit(FIRST_OF_TWO | 0x400 | (character & 0x3ff));
    } else {
      addUnit(character);
    }
  }

  private void addUnit(int unit) {
    bits = ((bits << 16) | unit) & 0x3fffff;
    bitCount += 16;
    while (bitCount >= 6) {
      bitCount -= 6;
      text.append(DIGITS.charAt((bits >> (bitCount & 31)) & 63));
    }
  }

  private void shiftBack() {
    if (!isShifted) {
      return;
    }
    if (bitCount > 0) {
      text.append(DIGITS.charAt((bits << ((6 - bitCount) & 31)) & 63));
    }
    text.append('-');
    bits = 0;
    bitCount = 0;
    isShifted = false;
  }
}
