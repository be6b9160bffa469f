package org.masterless.lmtpproxy.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.masterless.system.Numbers;

/** Where a server is: {@code unix:/path}, {@code inet:host:port} or {@code inet:[address]:port}. */
public sealed interface Endpoint {
  int LARGEST_PORT = 65535;

  /** Of this machine. */
  record Unix(Path path) implements Endpoint {
    @Override
    public boolean isAddress() {
      return true;
    }

    @Override
    public SocketAddress resolve() {
      return UnixDomainSocketAddress.of(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** By TCP. */
  record Inet(String host, int port) implements Endpoint {
    @Override
    public boolean isAddress() {
      return Network.isAddress(host);
    }

    @Override
    public SocketAddress resolve() throws IOException {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /** Whether no name service is needed to {@link #resolve}. */
  boolean isAddress();

  /** Asks the name service for a host by name, which may take long. */
  SocketAddress resolve() throws IOException;

  /** Nothing where {@code text}, an octet string, names no place. */
  static Optional<Endpoint> of(String text) {
    if (text.startsWith("unix:/")) {
      return Paths.socket(text.substring(5)).map(Unix::new);
    }
    String place = text.startsWith("inet:") ? text.substring(5) : text;
    int colon = place.lastIndexOf(':');
    int port = Numbers.parse(place.substring(colon + 1), LARGEST_PORT);
    String host = colon < 0 ? "" : place.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    return port < 1 || host.isEmpty() || host.indexOf('/') >= 0
        ? Optional.empty()
        : Optional.of(new Inet(host, port));
  }
}
