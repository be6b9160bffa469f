package org.masterless.delivery;

import java.util.Optional;

/**
 * How much a message was: the proof that all of it has arrived, and what the size with CRLF line
 * ends follows from.
 *
 * @param size bytes in all DATA frames
 * @param lines how many of them are LF
 */
public record MessageEnd(long size, long lines) {
  /** Of the payload: two numbers of eight bytes, big end first. */
  public static final int SIZE = 16;

  public byte[] payload() {
    byte[] payload = new byte[SIZE];
    put(size, payload, 0);
    put(lines, payload, 8);
    return payload;
  }

  /** Nothing where the numbers can't be. */
  public static Optional<MessageEnd> of(byte[] payload) {
    if (payload.length != SIZE) {
      return Optional.empty();
    }
    long size = get(payload, 0);
    long lines = get(payload, 8);
    return size < 0 || lines < 0 || lines > size
        ? Optional.empty()
        : Optional.of(new MessageEnd(size, lines));
  }

  private static void put(long number, byte[] into, int offset) {
    for (int i = 7; i >= 0; i--) {
      into[offset + 7 - i] = (byte) (number >> (8 * i));
    }
  }

  private static long get(byte[] from, int offset) {
    long number = 0;
    for (int i = 0; i < 8; i++) {
      number = number << 8 | (from[offset + i] & 0xff);
    }
    return number;
  }
}
