package org.masterless.system;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;

/** The words that a native program was started with, as bytes and in no character set. */
public final class Arguments {
  private Arguments() {}

  /** argv[1] and on. */
  public static List<String> ofProgram() {
    List<String> words = new ArrayList<>();
    long entry = Libc.programArguments().toLong();
    boolean isName = true;
    while (entry != 0 && Address.fromLong(entry).getLong() != 0) {
      if (!isName) {
        words.add(CStrings.at(Address.fromLong(entry).getLong()));
      }
      isName = false;
      entry += 8;
    }
    return words;
  }
}
