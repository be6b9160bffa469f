package org.masterless.system;

import java.util.List;
import org.teavm.interop.Address;

/** Strings and vectors of strings as C has them, in memory of their own. */
final class CStrings {
  private CStrings() {}

  /**
   * A {@code char *[]} with a NULL at its end, in one block with its strings; 0 when there is no
   * memory.
   */
  static long vector(List<String> strings) {
    long table = 8L * (strings.size() + 1);
    long size = table;
    for (String string : strings) {
      size += string.length() + 1;
    }
    Address block = Libc.calloc(1, size);
    long start = block.toLong();
    if (start == 0) {
      return 0;
    }
    long text = start + table;
    for (int i = 0; i < strings.size(); i++) {
      String string = strings.get(i);
      Address.fromLong(start + 8L * i).putLong(text);
      put(string, text);
      text += string.length() + 1;
    }
    return start;
  }

  static void free(long block) {
    Libc.free(Address.fromLong(block));
  }

  /** The string at {@code address}, up to its NUL. */
  static String at(long address) {
    int length = 0;
    while (Address.fromLong(address + length).getByte() != 0) {
      length++;
    }
    char[] text = new char[length];
    for (int i = 0; i < length; i++) {
      text[i] = (char) (Address.fromLong(address + i).getByte() & 0xff);
    }
    return new String(text);
  }

  private static void put(String string, long address) {
    for (int i = 0; i < string.length(); i++) {
      Address.fromLong(address + i).putByte((byte) string.charAt(i));
    }
  }
}
