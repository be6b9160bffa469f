package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.lmtpproxy.config.Endpoint;

class ListenerTest {
  @TempDir private Path folder;

  private static ServerSocketChannel open(Path path) throws IOException {
    return Listener.open(new Endpoint.Unix(path));
  }

  @Test
  void aSocketThatIsLeftOverIsTakenAway() throws IOException {
    Path socket = folder.resolve("socket");
    open(socket).close();

    try (ServerSocketChannel listener = open(socket);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(listener.accept().isOpen()).isTrue();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void nothingElseIsTakenAway() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path socket = folder.resolve("socket");
    open(socket).close();
    Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
    Path empty = Files.createDirectory(folder.resolve("empty"));

    for (Path path : new Path[] {file, link, empty}) {
      assertThatThrownBy(() -> open(path))
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessage(path.toString());
      assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
    assertThat(file).hasContent("precious");
  }
}
