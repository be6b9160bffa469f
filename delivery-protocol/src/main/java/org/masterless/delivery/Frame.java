package org.masterless.delivery;

import java.util.Optional;

/**
 * What comes after the name, in both directions: a type of one byte, a length of three bytes (big
 * end first), and as many bytes of payload.
 *
 * @param type what the payload is
 * @param length of the payload, in bytes
 */
public record Frame(Type type, int length) {
  /** Of what comes before the payload. */
  public static final int HEADER_SIZE = 4;

  /** What a frame says, and how long it may be. */
  public enum Type {
    /** An {@link Envelope}. */
    ENVELOPE('E', 16_384),
    /**
     * A piece of the message: header and body with LF line ends, dots not doubled. Pieces end
     * anywhere.
     */
    DATA('D', 65_536),
    /** A {@link MessageEnd}: the message is whole. */
    END('X', MessageEnd.SIZE),
    /** A {@link DeliveryReply}, the only one that comes from the child. */
    REPLY('R', 1024);

    private final byte code;
    private final int most;

    Type(char code, int most) {
      this.code = (byte) code;
      this.most = most;
    }

    /** The longest payload, in bytes. */
    public int most() {
      return most;
    }
  }

  /** Puts the header of a frame at {@code offset}; the payload must fit its type. */
  public static void putHeader(Type type, int length, byte[] into, int offset) {
    into[offset] = type.code;
    into[offset + 1] = (byte) (length >> 16);
    into[offset + 2] = (byte) (length >> 8);
    into[offset + 3] = (byte) length;
  }

  /** A whole frame. */
  public static byte[] of(Type type, byte[] payload) {
    byte[] frame = new byte[HEADER_SIZE + payload.length];
    putHeader(type, payload.length, frame, 0);
    System.arraycopy(payload, 0, frame, HEADER_SIZE, payload.length);
    return frame;
  }

  /** The header at {@code offset}, or nothing where there is none or its length is too much. */
  public static Optional<Frame> header(byte[] from, int offset) {
    int length =
        (from[offset + 1] & 0xff) << 16
            | (from[offset + 2] & 0xff) << 8
            | (from[offset + 3] & 0xff);
    for (Type type : Type.values()) {
      if (type.code == from[offset]) {
        return length <= type.most ? Optional.of(new Frame(type, length)) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
