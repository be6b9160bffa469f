package org.masterless.lmtpproxy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.masterless.lmtpproxy.config.Endpoint;

/** The socket that clients connect to. */
final class Listener {
  /** Of a file's mode (inode(7)). */
  private static final int TYPE = 0170000;

  private static final int SOCKET = 0140000;

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

  /**
   * By hand. A socket that is left over is taken away; {@link FileAlreadyExistsException} if it's
   * something else.
   */
  static ServerSocketChannel open(Endpoint place) throws IOException {
    if (place instanceof Endpoint.Unix unix) {
      deleteSocket(unix.path());
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix.resolve());
    }
    return ServerSocketChannel.open().bind(place.resolve());
  }

  private static void deleteSocket(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE) != SOCKET) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Files.delete(path);
  }
}
