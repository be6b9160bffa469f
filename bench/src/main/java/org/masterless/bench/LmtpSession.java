package org.masterless.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A client that sends as Postfix's lmtp(8) does to a server with PIPELINING: {@code MAIL}, all
 * {@code RCPT}s and {@code DATA} at once, then the message. Any answer but success is an error.
 */
final class LmtpSession implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader replies;
  private final long greeted;

  LmtpSession(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    replies =
        new BufferedReader(
            Channels.newReader(channel, StandardCharsets.ISO_8859_1.newDecoder(), -1));
    expect("220");
    greeted = System.nanoTime();
    write("LHLO bench\r\n");
    expect("250");
  }

  /** When the greeting had come, by {@link System#nanoTime}. */
  long greeted() {
    return greeted;
  }

  /**
   * Sends a message and waits for every recipient's reply.
   *
   * @param message with its final line {@code .}
   */
  void send(List<String> recipients, ByteBuffer message) throws IOException {
    StringBuilder commands = new StringBuilder("MAIL FROM:<s@example.org>\r\n");
    recipients.forEach(user -> commands.append("RCPT TO:<").append(user).append(">\r\n"));
    write(commands.append("DATA\r\n").toString());
    for (int i = 0; i <= recipients.size(); i++) {
      expect("250");
    }
    expect("354");
    writeAll(message);
    for (int i = 0; i < recipients.size(); i++) {
      expect("250");
    }
  }

  private void expect(String code) throws IOException {
    String line = replies.readLine();
    while (line != null && line.startsWith(code + "-")) {
      line = replies.readLine();
    }
    if (line == null || !line.startsWith(code)) {
      throw new IOException("expected " + code + ", got " + line);
    }
  }

  private void write(String text) throws IOException {
    writeAll(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    write("QUIT\r\n");
    channel.close();
  }
}
