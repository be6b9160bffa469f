package org.masterless.lmtpdeliver;

import java.util.Optional;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.delivery.MessageEnd;
import org.masterless.system.Numbers;

/**
 * Takes a message from the front and gives it to its {@link Target}, in as few writes as there are
 * long frames: the trace lines go with the first of them.
 */
final class Transfer {
  /** A frame of usual length, with the trace lines before it. */
  private static final int PENDING = Frame.Type.DATA.most() + 4096;

  /** Pieces of half of that are not worth copying. */
  private static final int WORTH_A_WRITE = 32_768;

  private final Input input;
  private final long limit;

  /** Made before the fork; touched only as far as a message needs it. */
  private final byte[] pending = new byte[PENDING];

  private int pendingLength;
  private long size;
  private long lines;
  private long traceSize;
  private long traceLines;

  /**
   * {@code limit} is the most that a message may have, in bytes with CRLF line ends, as clients
   * count it (RFC 1870); 0 is no limit.
   */
  Transfer(Input input, long limit) {
    this.input = input;
    this.limit = limit;
  }

  /** Of what is stored, in bytes. */
  long storedSize() {
    return size + traceSize;
  }

  /** What the front sends first; none where it doesn't. */
  Optional<Envelope> envelope() {
    Optional<Frame> frame = input.next();
    if (frame.isEmpty() || frame.get().type() != Frame.Type.ENVELOPE) {
      return Optional.empty();
    }
    Optional<Envelope> envelope = Envelope.of(input.copy(frame.get()));
    input.drop(frame.get());
    return envelope;
  }

  /** The whole message; none where the front has closed the connection before its end. */
  Optional<Answer> message(Target target, Envelope envelope, long seconds) {
    long said = said(envelope.get(Envelope.SIZE));
    if (isTooLarge(said)) {
      return Optional.of(Answers.TOO_LARGE.because("the client said " + said + " bytes"));
    }
    // On disk there is no CR: half of it is left even if all lines are empty.
    Optional<Answer> refused = target.open(said / 2);
    if (refused.isPresent()) {
      return refused;
    }
    putTrace(Trace.lines(envelope, seconds));
    Optional<Answer> failed = data(target);
    if (failed.isPresent()) {
      return failed;
    }
    if (input.end() != Input.End.NONE) {
      target.drop();
      return unfinished();
    }
    return Optional.of(target.finish(storedSize(), lines + traceLines));
  }

  /** In bytes, with CRLF line ends; 0 where the client didn't say. */
  private static long said(String text) {
    return text.length() > 9 ? Long.MAX_VALUE / 2 : Math.max(0, Numbers.parse(text, 999_999_999));
  }

  private boolean isTooLarge(long bytes) {
    return limit > 0 && bytes > limit;
  }

  private void putTrace(byte[] trace) {
    traceSize = trace.length;
    traceLines = Trace.count(trace);
    int length = Math.min(trace.length, pending.length);
    System.arraycopy(trace, 0, pending, 0, length);
    pendingLength = length;
  }

  /** Frames up to the message's end; answers why not. */
  private Optional<Answer> data(Target target) {
    Optional<Frame> frame = input.next();
    while (frame.isPresent() && frame.get().type() == Frame.Type.DATA) {
      Optional<Answer> failed = piece(target, input.payload(), frame.get().length());
      if (failed.isPresent()) {
        return failed;
      }
      input.drop(frame.get());
      frame = input.next();
    }
    if (frame.isEmpty()) {
      return Optional.empty();
    }
    Optional<MessageEnd> end =
        frame.get().type() == Frame.Type.END
            ? MessageEnd.of(input.copy(frame.get()))
            : Optional.empty();
    if (end.isEmpty()) {
      target.drop();
      return Optional.of(Answers.GARBAGE.because("the message's end is none"));
    }
    return end(target, end.get());
  }

  private Optional<Answer> end(Target target, MessageEnd end) {
    if (end.size() != size || end.lines() != lines) {
      target.drop();
      String came = size + " bytes in " + lines + " lines came";
      return Optional.of(
          Answers.NOT_WHOLE.because(came + ", it should be " + end.size() + " in " + end.lines()));
    }
    return flush(target);
  }

  private Optional<Answer> piece(Target target, int offset, int length) {
    size += length;
    countLines(offset, length);
    if (isTooLarge(size + lines)) {
      target.drop();
      return Optional.of(Answers.TOO_LARGE.because("more than " + limit + " bytes"));
    }
    if (pendingLength + length > pending.length) {
      Optional<Answer> failed = flush(target);
      if (failed.isPresent()) {
        return failed;
      }
    }
    if (pendingLength == 0 && length >= WORTH_A_WRITE) {
      return target.write(input.buffer(), offset, length);
    }
    System.arraycopy(input.buffer(), offset, pending, pendingLength, length);
    pendingLength += length;
    return Optional.empty();
  }

  private void countLines(int offset, int length) {
    byte[] bytes = input.buffer();
    int count = 0;
    for (int i = offset; i < offset + length; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    lines += count;
  }

  private Optional<Answer> flush(Target target) {
    int length = pendingLength;
    pendingLength = 0;
    return length == 0 ? Optional.empty() : target.write(pending, 0, length);
  }

  /** A front that is gone gets no answer. */
  Optional<Answer> unfinished() {
    return switch (input.end()) {
      case TIMEOUT -> Optional.of(Answers.TIMEOUT);
      case CLOSED -> Optional.empty();
      default -> Optional.of(Answers.GARBAGE);
    };
  }
}
