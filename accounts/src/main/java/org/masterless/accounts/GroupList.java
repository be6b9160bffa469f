package org.masterless.accounts;

import java.util.Arrays;
import java.util.List;

/** Supplementary groups as setgroups(2) takes them. */
final class GroupList {
  private GroupList() {}

  /**
   * Each once, in ascending order, as the kernel keeps them. Root's group is left out, and so are
   * ids that aren't any: a user's own rights don't hang on them.
   */
  static int[] of(List<Integer> groups) {
    int[] sorted = new int[groups.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = groups.get(i);
    }
    sort(sorted);
    int kept = 0;
    for (int gid : sorted) {
      if (gid > 0 && (kept == 0 || sorted[kept - 1] != gid)) {
        sorted[kept++] = gid;
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  static void sort(int[] groups) {
    Arrays.sort(groups);
  }
}
