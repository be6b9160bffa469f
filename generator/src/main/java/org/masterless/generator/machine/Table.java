package org.masterless.generator.machine;

import java.util.Optional;
import java.util.function.Predicate;
import org.masterless.system.FileContent;
import org.masterless.system.Files;
import org.masterless.system.Octets;

/**
 * A table of {@code /etc} with a row a line. It is read anew for each question: together such
 * tables may be larger than our memory.
 */
final class Table {
  private static final int LARGEST = 1 << 20;

  private final Files files;
  private final String path;

  Table(Files files, String path) {
    this.files = files;
    this.path = path;
  }

  /** Whether it has no row, or can't be read. */
  boolean isEmpty() {
    return first(row -> true).isEmpty();
  }

  /** The first row that is wanted; none where the table can't be read. */
  Optional<String> first(Predicate<String> isWanted) {
    byte[] octets = FileContent.read(files, path, LARGEST).octets();
    int start = 0;
    while (start < octets.length) {
      int end = start;
      while (end < octets.length && octets[end] != '\n') {
        end++;
      }
      String row = Octets.text(octets, start, end - start);
      if (isWanted.test(row)) {
        return Optional.of(row);
      }
      start = end + 1;
    }
    return Optional.empty();
  }
}
