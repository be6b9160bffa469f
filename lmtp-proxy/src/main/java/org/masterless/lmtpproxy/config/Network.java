package org.masterless.lmtpproxy.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.masterless.system.Numbers;

/** Peers: those on unix sockets, or a block of IP addresses. */
public sealed interface Network {
  boolean has(SocketAddress peer);

  /** Whoever the unix socket's owner and mode let in. */
  record Unix() implements Network {
    @Override
    public boolean has(SocketAddress peer) {
      return peer instanceof UnixDomainSocketAddress;
    }
  }

  /** Addresses that begin as {@code address} does. */
  record Block(InetAddress address, int bits) implements Network {
    @Override
    public boolean has(SocketAddress peer) {
      return peer instanceof InetSocketAddress inet
          && isSame(address.getAddress(), inet.getAddress().getAddress(), bits);
    }
  }

  private static boolean isSame(byte[] a, byte[] b, int bits) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((a[i / 8] & mask) != (b[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** {@code unix}, {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 2001:db8::/32}. */
  static Optional<Network> of(String text) {
    if (text.equals("unix")) {
      return Optional.of(new Unix());
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!isAddress(address)) {
      return Optional.empty();
    }
    try {
      InetAddress block = InetAddress.getByName(address);
      int all = 8 * block.getAddress().length;
      int bits = slash < 0 ? all : Numbers.parse(text.substring(slash + 1), all);
      return bits < 0 ? Optional.empty() : Optional.of(new Block(block, bits));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code host} is written as an IP address, and no name to be looked up. */
  static boolean isAddress(String host) {
    return host.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  }
}
