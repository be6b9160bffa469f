package org.masterless.nativebuild;

import java.util.Arrays;
import java.util.List;

/** The programs of a module. */
record Programs(List<Program> list) {
  static final Programs NONE = new Programs(List.of());

  /** Reads what {@link Program#parse} reads, several separated by white space. */
  static Programs parse(String text) {
    return new Programs(
        Arrays.stream(text.trim().split("\\s+", -1))
            .filter(word -> !word.isEmpty())
            .map(Program::parse)
            .toList());
  }
}
