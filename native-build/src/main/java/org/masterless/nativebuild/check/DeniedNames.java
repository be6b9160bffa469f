package org.masterless.nativebuild.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The table of what native programs may not use of the JDK, {@code denied.txt} beside this class.
 */
record DeniedNames(List<Entry> longestFirst) {
  private static final String TABLE = "denied.txt";

  /** A line of the table; one that allows has no advice. */
  record Entry(String name, String advice) {
    static Entry parse(String line) {
      int bar = line.indexOf('|');
      return bar < 0
          ? new Entry(line.substring(1).trim(), "")
          : new Entry(line.substring(0, bar).trim(), line.substring(bar + 1).trim());
    }

    boolean fits(String member, String descriptor) {
      if (name.endsWith("*")) {
        return member.startsWith(name.substring(0, name.length() - 1));
      }
      return name.equals(member) || name.equals(member + descriptor);
    }
  }

  static DeniedNames load() {
    try (InputStream table = DeniedNames.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("no " + TABLE + " among the resources of native-build");
      }
      return parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DeniedNames parse(String table) {
    return new DeniedNames(
        table
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Entry::parse)
            .sorted(Comparator.comparingInt(entry -> -entry.name().length()))
            .toList());
  }

  /** What to use instead of a denied member; empty for one that is allowed. */
  Optional<String> insteadOf(String member, String descriptor) {
    return longestFirst.stream()
        .filter(entry -> entry.fits(member, descriptor))
        .findFirst()
        .map(Entry::advice)
        .filter(advice -> !advice.isEmpty());
  }
}
