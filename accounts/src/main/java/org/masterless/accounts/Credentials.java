package org.masterless.accounts;

import org.masterless.system.Identities;

/** Who the process is: real, effective and saved ids, and its supplementary groups. */
final class Credentials {
  private static final int EFFECTIVE = 1;
  private static final int IDS = 3;

  private final int[] uids = new int[IDS];
  private final int[] gids = new int[IDS];
  private final int[] groups;
  private final boolean failed;

  private Credentials(Identities identities, int groupCount) {
    groups = new int[Math.max(0, groupCount)];
    int ids = identities.ids(uids, gids);
    int count = groups.length == 0 ? groupCount : identities.groups(groups);
    failed = ids < 0 || count != groupCount || count < 0;
    GroupList.sort(groups);
  }

  static Credentials read(Identities identities) {
    return new Credentials(identities, identities.groupCount());
  }

  /** Whether the kernel didn't say; nothing else means anything then. */
  boolean failed() {
    return failed;
  }

  int[] uids() {
    return uids;
  }

  int[] gids() {
    return gids;
  }

  /** In ascending order. */
  int[] groups() {
    return groups;
  }

  int effectiveUid() {
    return uids[EFFECTIVE];
  }

  int effectiveGid() {
    return gids[EFFECTIVE];
  }

  boolean isRoot() {
    return uids[EFFECTIVE] == 0;
  }

  boolean areAll(int uid, int gid) {
    for (int i = 0; i < IDS; i++) {
      if (uids[i] != uid || gids[i] != gid) {
        return false;
      }
    }
    return true;
  }

  boolean hasGroup(int gid) {
    for (int group : groups) {
      if (group == gid) {
        return true;
      }
    }
    return false;
  }
}
