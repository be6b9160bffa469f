package org.masterless.generator.machine;

import java.util.List;

/** Whether a user may read a file, and what would help. */
public sealed interface Access {
  /** As the user is, or there is no such file, which starting as root wouldn't mend. */
  record Given() implements Access {}

  /** If the user is put into these groups. */
  record ThroughGroups(List<Integer> gids) implements Access {}

  /**
   * Never.
   *
   * @param barrier the file or folder that keeps all but root out
   */
  record RootOnly(String barrier) implements Access {}
}
