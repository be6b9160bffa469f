package org.masterless.system;

/** Keeps the kernel from writing past the end of an array, which nothing else would notice. */
final class Ranges {
  private Ranges() {}

  static boolean fits(byte[] array, int offset, int length) {
    return offset >= 0 && length >= 0 && offset <= array.length - length;
  }
}
