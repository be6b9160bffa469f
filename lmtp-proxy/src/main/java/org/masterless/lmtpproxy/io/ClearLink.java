package org.masterless.lmtpproxy.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Bytes as they are.
 *
 * @param channel that doesn't block
 */
public record ClearLink(SocketChannel channel) implements Link {
  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    channel.write(from);
  }

  @Override
  public boolean hasUnsent() {
    return false;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
