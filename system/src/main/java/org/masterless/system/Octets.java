package org.masterless.system;

/**
 * Text as bytes, without a character set.
 *
 * <p>Configuration files, paths and arguments are bytes to the kernel and to Postfix. In this
 * project a {@code String} that holds such text has one {@code char} per byte, 0 to 255, so that
 * nothing is lost and the String API can be used. These are the only ways in and out.
 */
public final class Octets {
  private Octets() {}

  /** The {@code length} bytes from {@code offset} on, each as one char. */
  public static String text(byte[] bytes, int offset, int length) {
    char[] chars = new char[Math.max(0, length)];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (bytes[offset + i] & 0xff);
    }
    return new String(chars);
  }

  public static String text(byte[] bytes) {
    return text(bytes, 0, bytes.length);
  }

  /**
   * The chars of {@code text} as bytes; a char above 255 is a bug of the caller and becomes '?'.
   */
  public static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    copy(text, bytes);
    return bytes;
  }

  /** As {@link #bytes}, with the NUL at the end that C wants. */
  public static byte[] terminated(String text) {
    byte[] bytes = new byte[text.length() + 1];
    copy(text, bytes);
    return bytes;
  }

  /** Whether C would see all of {@code text}: a NUL inside would cut it short. */
  public static boolean isCString(String text) {
    return text.indexOf('\0') < 0;
  }

  /** By way of an array, as each charAt of native code is a call with checks of its own. */
  private static void copy(String text, byte[] into) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      into[i] = chars[i] > 255 ? (byte) '?' : (byte) chars[i];
    }
  }
}
