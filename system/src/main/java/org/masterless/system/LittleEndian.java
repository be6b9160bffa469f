package org.masterless.system;

/** Numbers in C structures and in Postfix's status reports, on the machines that we build for. */
public final class LittleEndian {
  private LittleEndian() {}

  static int int16(byte[] from, int at) {
    return (from[at] & 0xff) | (from[at + 1] & 0xff) << 8;
  }

  public static int int32(byte[] from, int at) {
    return int16(from, at) | int16(from, at + 2) << 16;
  }

  static long int64(byte[] from, int at) {
    return (int32(from, at) & 0xffffffffL) | (long) int32(from, at + 4) << 32;
  }

  static void putInt16(byte[] into, int at, int value) {
    into[at] = (byte) value;
    into[at + 1] = (byte) (value >> 8);
  }

  public static void putInt32(byte[] into, int at, int value) {
    putInt16(into, at, value);
    putInt16(into, at + 2, value >> 16);
  }

  static void putInt64(byte[] into, int at, long value) {
    putInt32(into, at, (int) value);
    putInt32(into, at + 4, (int) (value >> 32));
  }
}
