package org.masterless.lmtpproxy.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.masterless.system.Octets;

/**
 * Absolute paths, of octet strings. Java has them in the locale's character set, which
 * lmtp-proxy.sh makes UTF-8; what isn't UTF-8 it can't open.
 */
final class Paths {
  /** In octets: what sockaddr_un has room for, without the NUL at its end (unix(7)). */
  static final int LONGEST_SOCKET = 107;

  private Paths() {}

  /** Nothing where {@code octets} are no such path. */
  static Optional<Path> of(String octets) {
    String text = new String(Octets.bytes(octets), StandardCharsets.UTF_8);
    boolean isUtf8 = Octets.text(text.getBytes(StandardCharsets.UTF_8)).equals(octets);
    try {
      return isUtf8 && text.startsWith("/") ? Optional.of(Path.of(text)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The same for one that a socket can have. */
  static Optional<Path> socket(String octets) {
    return octets.length() > LONGEST_SOCKET ? Optional.empty() : of(octets);
  }
}
