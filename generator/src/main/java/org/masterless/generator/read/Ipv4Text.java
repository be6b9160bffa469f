package org.masterless.generator.read;

import java.util.Optional;

/** Reads and writes dotted IPv4 addresses: {@code valid_ipv4_hostaddr} of valid_hostname.c. */
final class Ipv4Text {
  private static final int OCTETS = 4;
  private static final int HIGHEST = 255;

  private Ipv4Text() {}

  /** The four octets of {@code text} in network order. */
  static Optional<String> parse(String text) {
    StringBuilder octets = new StringBuilder();
    int start = 0;
    for (int i = 0; i < OCTETS; i++) {
      int dot = i < OCTETS - 1 ? text.indexOf('.', start) : text.length();
      int octet = dot < 0 ? -1 : octet(text.substring(start, dot));
      if (octet < 0) {
        return Optional.empty();
      }
      octets.append((char) octet);
      start = dot + 1;
    }
    return isBadNetworkZero(octets) ? Optional.empty() : Optional.of(octets.toString());
  }

  static String format(String octets) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < octets.length(); i++) {
      text.append(i == 0 ? "" : ".").append((int) octets.charAt(i));
    }
    return text.toString();
  }

  /** A leading zero is octal to the C library, so it is accepted only where that is the same. */
  private static int octet(String digits) {
    int value = Decimal.parse(digits).orElse(-1);
    boolean ambiguous = digits.length() > 1 && digits.charAt(0) == '0' && value > 7;
    return value > HIGHEST || ambiguous ? -1 : value;
  }

  /** Of network zero there is the wildcard 0.0.0.0 only. */
  private static boolean isBadNetworkZero(StringBuilder octets) {
    return octets.charAt(0) == 0 && !octets.toString().equals("\0\0\0\0");
  }
}
