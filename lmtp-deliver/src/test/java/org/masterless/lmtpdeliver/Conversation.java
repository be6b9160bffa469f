package org.masterless.lmtpdeliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.masterless.delivery.DeliveryReply;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.delivery.MessageEnd;
import org.masterless.delivery.NameFrame;

/** A front's end of one connection. */
final class Conversation implements AutoCloseable {
  static final String BODY = "Subject: test\n\nhello\n.\n";

  private final SocketChannel channel;

  Conversation(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  static Envelope envelope() {
    return new Envelope()
        .with(Envelope.SENDER, "sender@example.org")
        .with(Envelope.RECIPIENT, "u1+lists@example.com")
        .with(Envelope.SESSION, "4X1")
        .with(Envelope.HOST, "mx.example.com")
        .with(Envelope.HELO, "client.example.org")
        .with(Envelope.CLIENT_ADDRESS, "192.0.2.1")
        .with(Envelope.PROTOCOL, "LMTP");
  }

  /** As far as the other end takes it: whether it has gone is seen by its replies. */
  Conversation send(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException gone) {
      return this;
    }
    return this;
  }

  Conversation name(String name) {
    return send(NameFrame.of(name).orElseThrow());
  }

  Conversation envelope(Envelope envelope) {
    return send(Frame.of(Frame.Type.ENVELOPE, envelope.payload()));
  }

  Conversation data(byte[] piece) {
    return send(Frame.of(Frame.Type.DATA, piece));
  }

  Conversation data(String piece) {
    return data(piece.getBytes(ISO_8859_1));
  }

  Conversation end(long size, long lines) {
    return send(Frame.of(Frame.Type.END, new MessageEnd(size, lines).payload()));
  }

  /** All that a front sends for {@link #BODY}. */
  static byte[] transcript(String name, Envelope envelope) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(NameFrame.of(name).orElseThrow());
    all.write(Frame.of(Frame.Type.ENVELOPE, envelope.payload()));
    all.write(Frame.of(Frame.Type.DATA, BODY.getBytes(ISO_8859_1)));
    all.write(Frame.of(Frame.Type.END, end(BODY).payload()));
    return all.toByteArray();
  }

  static MessageEnd end(String body) {
    return new MessageEnd(body.length(), body.chars().filter(c -> c == '\n').count());
  }

  /** The next reply; none where the connection is at its end. */
  Optional<DeliveryReply> next() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_SIZE);
    if (!fill(header)) {
      return Optional.empty();
    }
    Frame frame = Frame.header(header.array(), 0).orElseThrow();
    assertThat(frame.type()).isEqualTo(Frame.Type.REPLY);
    ByteBuffer payload = ByteBuffer.allocate(frame.length());
    assertThat(fill(payload)).isTrue();
    return Optional.of(DeliveryReply.of(payload.array()).orElseThrow());
  }

  /** {@code "250 2.1.5"}, or {@code closed}. */
  String reply() throws IOException {
    return next().map(reply -> reply.code() + " " + reply.enhanced()).orElse("closed");
  }

  private boolean fill(ByteBuffer buffer) {
    while (buffer.hasRemaining()) {
      try {
        if (channel.read(buffer) < 0) {
          return false;
        }
      } catch (IOException reset) {
        return false;
      }
    }
    return true;
  }

  /** Sends nothing more. */
  Conversation finish() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
