package org.masterless.nativebuild;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A native program to build.
 *
 * @param name the file name of the executable
 * @param mainClass the Java name of the class with its {@code main}
 * @param heapKib the size of its Java heap, fixed from start to end: TeaVM crashes when it grows
 *     one
 */
record Program(String name, String mainClass, int heapKib) {
  private static final int DEFAULT_HEAP_KIB = 2048;
  private static final int LARGEST_HEAP_KIB = 1024 * 1024;
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9._-]+)=([\\w.$]+)(?::(\\d{1,7}))?");

  /** Reads {@code NAME=MAIN_CLASS[:HEAP_KIB]}. */
  static Program parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new CommandLine.TypeConversionException(
          "bad program \"" + text + "\": expected NAME=MAIN_CLASS or NAME=MAIN_CLASS:HEAP_KIB");
    }
    return new Program(
        matcher.group(1), matcher.group(2), heap(Optional.ofNullable(matcher.group(3))));
  }

  int heapBytes() {
    return heapKib * 1024;
  }

  private static int heap(Optional<String> kib) {
    int size = kib.map(Integer::parseInt).orElse(DEFAULT_HEAP_KIB);
    if (size < 256 || size > LARGEST_HEAP_KIB) {
      throw new CommandLine.TypeConversionException(
          "bad heap size " + size + " KiB: expected 256 to " + LARGEST_HEAP_KIB);
    }
    return size;
  }
}
