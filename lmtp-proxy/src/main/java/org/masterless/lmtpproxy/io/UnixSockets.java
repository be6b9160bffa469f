package org.masterless.lmtpproxy.io;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Optional;

/** Connects to unix sockets without waiting. */
public final class UnixSockets {
  private UnixSockets() {}

  /**
   * A channel that is connected and doesn't block; nothing where the socket's queue is full, and it
   * is to be tried again later (connect(2), EAGAIN).
   */
  public static Optional<SocketChannel> connect(UnixDomainSocketAddress address)
      throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (channel.connect(address)) {
        return Optional.of(channel);
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      channel.close();
      if (isQueueFull(e, address)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Java has classes of their own for all other errors of connect(2) but that of a missing file,
   * and of this one a text in the user's language only.
   */
  private static boolean isQueueFull(IOException e, UnixDomainSocketAddress address) {
    return e.getClass() == SocketException.class && Files.exists(address.getPath());
  }
}
