package org.masterless.lmtpproxy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.Optional;
import org.masterless.lmtpproxy.config.Endpoint;

/** The socket that clients connect to. */
final class Listener {
  private Listener() {}

  /**
   * As systemd passes it with {@code StandardInput=socket}: descriptor 0 is the only one that Java
   * takes over (System.inheritedChannel).
   */
  static Optional<ServerSocketChannel> inherited() throws IOException {
    Channel channel = System.inheritedChannel();
    return channel instanceof ServerSocketChannel listener
        ? Optional.of(listener)
        : Optional.empty();
  }

  /** By hand. A socket file that is left over is taken away. */
  static ServerSocketChannel open(Endpoint place) throws IOException {
    if (place instanceof Endpoint.Unix unix) {
      Files.deleteIfExists(unix.path());
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix.resolve());
    }
    return ServerSocketChannel.open().bind(place.resolve());
  }
}
