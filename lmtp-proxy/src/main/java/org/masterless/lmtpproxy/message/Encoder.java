package org.masterless.lmtpproxy.message;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Turns a message back into what follows DATA: each LF becomes CRLF, so that none stands alone, and
 * dots at the start of lines are doubled (RFC 5321, 4.5.2).
 */
public final class Encoder {
  private static final int PIECE = 16 * 1024;

  /** What a piece can become, and the end. */
  public static final int ROOM = 2 * PIECE + 8;

  private final Spool message;
  private final ByteBuffer head;
  private final HopCounter hops = new HopCounter();
  private long position;
  private boolean isAtLineStart = true;
  private boolean hasEnded;

  /**
   * Of a message that is still coming in, perhaps.
   *
   * @param head what comes before it, as it is on the wire; of whole lines, {@link #ROOM} at most
   */
  public Encoder(Spool message, byte[] head) {
    this.message = message;
    this.head = ByteBuffer.wrap(head);
  }

  /** Whether all of it has been put, the dot at the end too. */
  public boolean hasEnded() {
    return hasEnded;
  }

  /** Where in the message it will read next. */
  public long needed() {
    return position;
  }

  /** Of the servers that the message had come through, those in what has been put. */
  public int hops() {
    return hops.count();
  }

  /** Puts what there is, or some of it, into an empty buffer with {@link #ROOM}. */
  public void fill(ByteBuffer out) throws IOException {
    if (head.hasRemaining()) {
      out.put(head);
      return;
    }
    ByteBuffer piece = message.read(position, PIECE);
    position += piece.remaining();
    while (piece.hasRemaining()) {
      put(piece.get(), out);
    }
    if (message.isComplete() && position == message.size() && !hasEnded) {
      if (!isAtLineStart) {
        put((byte) '\n', out);
      }
      out.put(new byte[] {'.', '\r', '\n'});
      hasEnded = true;
    }
  }

  private void put(byte octet, ByteBuffer out) {
    hops.see(octet);
    if (isAtLineStart && octet == '.') {
      out.put(octet);
    }
    isAtLineStart = octet == '\n';
    if (isAtLineStart) {
      out.put((byte) '\r');
    }
    out.put(octet);
  }
}
