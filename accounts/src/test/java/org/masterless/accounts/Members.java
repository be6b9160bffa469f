package org.masterless.accounts;

import java.util.Arrays;
import org.masterless.system.Errno;
import org.masterless.system.NoIdentities;
import org.masterless.system.PasswdEntry;

/** A machine with one user, {@code alice}, who is in some groups; and with errors to order. */
final class Members extends NoIdentities {
  int groupCount = 2;
  int findAnswer = 1;
  String found = "alice";

  @Override
  public int find(String user, PasswdEntry into) {
    if (findAnswer > 0 && user.equalsIgnoreCase("alice")) {
      into.set(found, 2001, 2002, "/home/alice");
      return 1;
    }
    return Math.min(0, findAnswer);
  }

  @Override
  public int groupsOf(String user, int gid, int[] into) {
    if (!user.equals("alice")) {
      into[0] = gid;
      return 1;
    }
    if (groupCount > into.length) {
      return -Errno.ERANGE;
    }
    Arrays.fill(into, 0, groupCount, 8);
    into[0] = gid;
    return groupCount;
  }
}
