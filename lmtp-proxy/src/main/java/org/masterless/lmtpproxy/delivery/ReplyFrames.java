package org.masterless.lmtpproxy.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import org.masterless.delivery.DeliveryReply;
import org.masterless.delivery.Frame;

/** What a delivery process says, taken apart into its replies. */
final class ReplyFrames {
  private final ByteBuffer received =
      ByteBuffer.allocate(Frame.HEADER_SIZE + Frame.Type.REPLY.most());

  /** What there is and fits; answers whether more may come. */
  boolean read(ReadableByteChannel channel) throws IOException {
    return channel.read(received) >= 0;
  }

  /** Whether a whole reply has come, or what can't become one. */
  boolean hasNext() {
    if (received.position() < Frame.HEADER_SIZE) {
      return false;
    }
    Optional<Frame> frame = frame();
    return frame.isEmpty() || received.position() >= Frame.HEADER_SIZE + frame.get().length();
  }

  /** Nothing where it is no reply; what comes after that is none either. */
  Optional<DeliveryReply> next() {
    Optional<Frame> frame = frame();
    if (frame.isEmpty()) {
      return Optional.empty();
    }
    byte[] payload = new byte[frame.get().length()];
    received.flip().position(Frame.HEADER_SIZE).get(payload);
    received.compact();
    return DeliveryReply.of(payload);
  }

  private Optional<Frame> frame() {
    return Frame.header(received.array(), 0).filter(frame -> frame.type() == Frame.Type.REPLY);
  }
}
