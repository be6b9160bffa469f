package org.masterless.lmtpproxy.smtp;

import java.util.Optional;

/** Text in which what isn't printable is written {@code +XX} (RFC 3461, 4). */
public final class Xtext {
  private static final String HEX = "0123456789ABCDEF";

  private Xtext() {}

  /** An octet string as xtext. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > 126 || c == '=' || c == '+') {
        encoded.append('+').append(HEX.charAt(c >> 4 & 0xf)).append(HEX.charAt(c & 0xf));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  /** Nothing where {@code text} isn't xtext. */
  public static Optional<String> decode(String text) {
    StringBuilder decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > 126 || c == '=') {
        return Optional.empty();
      }
      if (c == '+') {
        int high = i + 2 < text.length() ? digit(text.charAt(i + 1)) : -1;
        int low = i + 2 < text.length() ? digit(text.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        c = (char) (high << 4 | low);
        i += 2;
      }
      decoded.append(c);
    }
    return Optional.of(decoded.toString());
  }

  /** Upper case only, says the RFC; lower case is in use. */
  private static int digit(char c) {
    return Character.digit(c, 16);
  }
}
