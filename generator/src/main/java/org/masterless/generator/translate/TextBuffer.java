package org.masterless.generator.translate;

import java.util.Arrays;

/**
 * Collects text. Unlike a {@code StringBuilder} it copies whole blocks in native code too, where
 * the class library's goes char by char; most of the generator's time was spent there.
 */
final class TextBuffer {
  private char[] chars;
  private int length;

  TextBuffer(int usualLength) {
    chars = new char[Math.max(16, usualLength)];
  }

  TextBuffer append(String text) {
    char[] added = text.toCharArray();
    if (length + added.length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, length + added.length));
    }
    System.arraycopy(added, 0, chars, length, added.length);
    length += added.length;
    return this;
  }

  boolean isEmpty() {
    return length == 0;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
