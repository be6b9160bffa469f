package org.masterless.generator.read;

import java.util.Optional;

/**
 * A numeric address, IPv4 or IPv6, without a port.
 *
 * @param octets 4 or 16 of them in network order, as an octet string, so that equal addresses are
 *     equal however they were written
 */
public record IpAddress(String octets) {
  private static final int IPV4_LENGTH = 4;
  private static final String IPV6_PREFIX = "ipv6:";
  private static final String LOOPBACK_6 = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u0001";

  public static final IpAddress ANY_IPV4 = new IpAddress("\0".repeat(IPV4_LENGTH));
  public static final IpAddress ANY_IPV6 = new IpAddress("\0".repeat(16));

  /**
   * Reads {@code 127.0.0.1}, {@code ::1}, and the forms of mail addresses: {@code [::1]}, {@code
   * [ipv6:::1]}.
   */
  public static Optional<IpAddress> parse(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 1;
    return bracketed ? parseBracketed(text.substring(1, text.length() - 1)) : parseBare(text);
  }

  /** What stands between brackets. */
  static Optional<IpAddress> parseBracketed(String text) {
    if (Ascii.lower(text).startsWith(IPV6_PREFIX)) {
      return Ipv6Text.parse(text.substring(IPV6_PREFIX.length())).map(IpAddress::new);
    }
    return parseBare(text);
  }

  /** The plain numeric forms. */
  static Optional<IpAddress> parseBare(String text) {
    Optional<String> octets = text.indexOf(':') >= 0 ? Ipv6Text.parse(text) : Ipv4Text.parse(text);
    return octets.map(IpAddress::new);
  }

  public boolean isIpv4() {
    return octets.length() == IPV4_LENGTH;
  }

  /** 127.0.0.0/8 or ::1, which is what makes an inet service "local only" (master_ent.c). */
  public boolean isLoopback() {
    return isIpv4() ? octets.charAt(0) == 127 : octets.equals(LOOPBACK_6);
  }

  /** Canonical text, without brackets. */
  public String text() {
    return isIpv4() ? Ipv4Text.format(octets) : Ipv6Text.format(octets);
  }

  @Override
  public String toString() {
    return text();
  }
}
