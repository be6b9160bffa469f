package org.masterless.generator.read;

import java.util.Arrays;

/** A set of numbers from 0 on, such as those of lines, a bit each. */
final class Marks {
  private static final int BITS = 5;

  private int[] words = new int[8];

  void set(int number) {
    int word = number >>> BITS;
    if (word >= words.length) {
      words = Arrays.copyOf(words, 2 * word);
    }
    words[word] |= 1 << (number & 31);
  }

  void clear(int number) {
    if (get(number)) {
      words[number >>> BITS] &= ~(1 << (number & 31));
    }
  }

  boolean get(int number) {
    int word = number >>> BITS;
    return word < words.length && (words[word] & 1 << (number & 31)) != 0;
  }
}
