package org.masterless.lmtpdeliver;

import java.util.Optional;
import org.masterless.delivery.Frame;
import org.masterless.delivery.NameFrame;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.PollSet;

/**
 * What comes from the front. The buffer is made before the fork and holds the longest frame, so
 * that a process touches only as much of it as its message is long.
 */
final class Input {
  /** What has come so far is no whole frame, and no more will come. */
  enum End {
    /** Not at an end. */
    NONE,
    /** The front has closed the connection, or it broke. */
    CLOSED,
    TIMEOUT,
    /** What comes is not of this protocol. */
    GARBAGE
  }

  private final Calls calls;
  private final int timeout;
  private final byte[] buffer = new byte[Frame.HEADER_SIZE + Frame.Type.DATA.most()];
  private final PollSet set = new PollSet();
  private int connection = -1;
  private int start;
  private int length;
  private End end = End.NONE;

  /** {@code timeout} is for each frame, in milliseconds. */
  Input(Calls calls, int timeout) {
    this.calls = calls;
    this.timeout = timeout;
  }

  /** Reads from {@code descriptor}, which doesn't block. */
  void from(int descriptor) {
    connection = descriptor;
  }

  /** Why there is no frame. */
  End end() {
    return end;
  }

  /** The user's name: reads as many bytes as its frame has, and no more. */
  Optional<String> name() {
    if (!await(NameFrame.SIZE, NameFrame.SIZE)) {
      return Optional.empty();
    }
    byte[] frame = new byte[NameFrame.SIZE];
    System.arraycopy(buffer, 0, frame, 0, frame.length);
    length = 0;
    Optional<String> name = NameFrame.name(frame);
    if (name.isEmpty()) {
      end = End.GARBAGE;
    }
    return name;
  }

  /** The next frame, whose payload is {@link #buffer} from {@link #payload} on. */
  Optional<Frame> next() {
    if (!await(Frame.HEADER_SIZE, buffer.length)) {
      return Optional.empty();
    }
    Optional<Frame> frame = Frame.header(buffer, start);
    if (frame.isEmpty()) {
      end = End.GARBAGE;
      return frame;
    }
    return await(Frame.HEADER_SIZE + frame.get().length(), buffer.length)
        ? frame
        : Optional.empty();
  }

  byte[] buffer() {
    return buffer;
  }

  int payload() {
    return start + Frame.HEADER_SIZE;
  }

  /** A copy of the payload of {@code frame}. */
  byte[] copy(Frame frame) {
    byte[] copy = new byte[frame.length()];
    System.arraycopy(buffer, payload(), copy, 0, copy.length);
    return copy;
  }

  /** Done with {@code frame}. */
  void drop(Frame frame) {
    int size = Frame.HEADER_SIZE + frame.length();
    start += size;
    length -= size;
    if (length == 0) {
      start = 0;
    }
  }

  /** Until {@code wanted} bytes are there, of which the buffer takes {@code most}. */
  private boolean await(int wanted, int most) {
    if (start + wanted > most) {
      System.arraycopy(buffer, start, buffer, 0, length);
      start = 0;
    }
    long deadline = 0;
    while (length < wanted && end == End.NONE) {
      int position = start + length;
      int count = calls.files().read(connection, buffer, position, most - position);
      if (count > 0) {
        length += count;
      } else if (count == -Errno.EAGAIN) {
        deadline = deadline == 0 ? calls.clock().milliseconds() + timeout : deadline;
        waitUntil(deadline);
      } else if (count != -Errno.EINTR) {
        end = End.CLOSED;
      }
    }
    return length >= wanted;
  }

  private void waitUntil(long deadline) {
    long left = deadline - calls.clock().milliseconds();
    if (left <= 0) {
      end = End.TIMEOUT;
      return;
    }
    set.clear();
    set.add(connection, PollSet.READABLE);
    calls.descriptors().poll(set, (int) left);
  }

  /** Reads and forgets what else comes, for a front that writes before it reads its answer. */
  void forgetRest() {
    end = end == End.GARBAGE ? End.NONE : end;
    while (end == End.NONE) {
      start = 0;
      length = 0;
      await(1, buffer.length);
    }
  }
}
