package org.masterless.generator.applied;

import org.masterless.system.Pieces;

/** One section of a unit, to see whether a new text means anything new. */
final class UnitSection {
  private static final String BACKLOG = "Backlog=";

  private UnitSection() {}

  /** Whether daemons would run otherwise than they do. */
  static boolean isSameService(String one, String other) {
    return of(one, "Service").equals(of(other, "Service"));
  }

  /**
   * Whether the sockets would be others. A new length of the queue is no reason to close one: it
   * counts from the next start on, as under master(8).
   */
  static boolean isSameSocket(String one, String other) {
    return of(one, "Socket").equals(of(other, "Socket"));
  }

  private static String of(String text, String section) {
    StringBuilder lines = new StringBuilder();
    boolean isInside = false;
    for (String line : Pieces.of(text, '\n')) {
      if (line.startsWith("[")) {
        isInside = line.equals("[" + section + "]");
      } else if (isInside && counts(line)) {
        lines.append(line).append('\n');
      }
    }
    return lines.toString();
  }

  private static boolean counts(String line) {
    return !line.isEmpty() && !line.startsWith("#") && !line.startsWith(BACKLOG);
  }
}
