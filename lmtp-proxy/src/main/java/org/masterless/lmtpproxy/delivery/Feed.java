package org.masterless.lmtpproxy.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import org.masterless.delivery.Frame;
import org.masterless.delivery.MessageEnd;
import org.masterless.lmtpproxy.message.Spool;

/**
 * What a child is sent after its name: the envelope, the message in frames, and its end; as much of
 * it in one write as there is.
 */
final class Feed {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** So many writes, and then it is the others' turn. */
  private static final int MOST_WRITES = 8;

  private final Spool message;
  private ByteBuffer head;
  private ByteBuffer tail = NOTHING;
  private long sent;
  private long frameEnd;
  private boolean isEnding;

  Feed(Spool message, byte[] envelopeFrame) {
    this.message = message;
    this.head = ByteBuffer.wrap(envelopeFrame);
  }

  /** What came of a write. */
  enum Progress {
    /** There is no more to send for now. */
    NOTHING_LEFT,
    /** The channel has taken some, and not all that there is; or perhaps it was the last. */
    SOME,
    /** The channel takes nothing. */
    STUCK
  }

  /** Whether all has been sent, the end too. */
  boolean isDone() {
    return isEnding && !hasStarted();
  }

  /** Where in the message it will read next. */
  long needed() {
    return sent;
  }

  Progress write(GatheringByteChannel channel) throws IOException {
    boolean isMoving = false;
    for (int i = 0; i < MOST_WRITES; i++) {
      prepare();
      if (!hasStarted()) {
        return Progress.NOTHING_LEFT;
      }
      if (writeOnce(channel) == 0) {
        return isMoving ? Progress.SOME : Progress.STUCK;
      }
      isMoving = true;
    }
    return isDone() ? Progress.NOTHING_LEFT : Progress.SOME;
  }

  private boolean hasStarted() {
    return head.hasRemaining() || sent < frameEnd || tail.hasRemaining();
  }

  /** The next frame, once the payload of the last one has gone. */
  private void prepare() {
    if (sent < frameEnd || tail.hasRemaining() || isEnding) {
      return;
    }
    int length = (int) Math.min(Frame.Type.DATA.most(), message.size() - frameEnd);
    if (length > 0) {
      byte[] header = new byte[Frame.HEADER_SIZE];
      Frame.putHeader(Frame.Type.DATA, length, header, 0);
      head = joined(head, header);
      frameEnd += length;
    }
    if (message.isComplete() && frameEnd == message.size()) {
      MessageEnd end = new MessageEnd(message.size(), message.lines());
      tail = ByteBuffer.wrap(Frame.of(Frame.Type.END, end.payload()));
      isEnding = true;
    }
  }

  private static ByteBuffer joined(ByteBuffer first, byte[] second) {
    return ByteBuffer.allocate(first.remaining() + second.length).put(first).put(second).flip();
  }

  private long writeOnce(GatheringByteChannel channel) throws IOException {
    ByteBuffer payload = message.read(sent, (int) (frameEnd - sent));
    boolean isWhole = payload.remaining() == frameEnd - sent;
    int before = payload.remaining();
    long count = channel.write(new ByteBuffer[] {head, payload, isWhole ? tail : NOTHING});
    sent += before - payload.remaining();
    return count;
  }
}
