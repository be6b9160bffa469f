package org.masterless.accounts;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Errno;
import org.masterless.system.Identities;

/**
 * The groups that a user is a member of, as the machine knows them.
 *
 * @param ids all of them, the primary one included; none where there is an error
 * @param error why they can't be had; empty where they can
 */
record Groups(List<Integer> ids, String error) {
  static final Groups NONE = new Groups(List.of(), "");

  /** More than nearly all users are in. */
  private static final int FEW = 64;

  /** More than anybody should be in; the kernel would take 65536. */
  private static final int MOST = 4096;

  /** Of the machine's {@code user}, whose primary group is {@code gid}. */
  static Groups of(Identities identities, String user, int gid) {
    int[] ids = new int[FEW];
    int count = identities.groupsOf(user, gid, ids);
    if (count == -Errno.ERANGE) {
      ids = new int[MOST];
      count = identities.groupsOf(user, gid, ids);
    }
    if (count < 0) {
      return new Groups(List.of(), "groups of " + user + ": " + Errno.message(count));
    }
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < count && i < ids.length; i++) {
      members.add(ids[i]);
    }
    return new Groups(members, "");
  }

  boolean failed() {
    return !error.isEmpty();
  }

  /** Has libc load its sources of groups. */
  static void warmUp(Identities identities) {
    identities.groupsOf("root", 0, new int[FEW]);
  }
}
