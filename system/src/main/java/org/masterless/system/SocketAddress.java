package org.masterless.system;

/** The bytes of a {@code struct sockaddr_un}, {@code _in} or {@code _in6}. */
final class SocketAddress {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  private static final int PATH_SIZE = 108;
  private static final int FAMILY_SIZE = 2;

  private SocketAddress() {}

  /** Whether {@code path} fits with its NUL, and has none inside. */
  static boolean fits(String path) {
    return !path.isEmpty() && path.length() < PATH_SIZE && Octets.isCString(path);
  }

  /**
   * An address for {@code path}, which {@link #fits}; {@code @} first means the abstract name
   * space.
   */
  static byte[] unix(String path) {
    boolean isAbstract = path.charAt(0) == '@';
    byte[] address = new byte[FAMILY_SIZE + path.length() + (isAbstract ? 0 : 1)];
    LittleEndian.putInt16(address, 0, AF_UNIX);
    for (int i = 0; i < path.length(); i++) {
      address[FAMILY_SIZE + i] = (byte) path.charAt(i);
    }
    if (isAbstract) {
      address[FAMILY_SIZE] = 0;
    }
    return address;
  }

  static int family(byte[] address) {
    return LittleEndian.int16(address, 0);
  }

  /**
   * Puts the loopback address in the place of the wildcard, which nobody can connect to by design.
   */
  static void wildcardToLoopback(byte[] address) {
    switch (family(address)) {
      case AF_INET -> {
        if (isZero(address, 4, 4)) {
          address[4] = 127;
          address[7] = 1;
        }
      }
      case AF_INET6 -> {
        if (isZero(address, 8, 16)) {
          address[23] = 1;
        }
      }
      default -> {}
    }
  }

  private static boolean isZero(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
