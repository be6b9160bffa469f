package org.masterless.accounts;

import java.util.Arrays;
import org.masterless.system.Calls;
import org.masterless.system.Confinement;
import org.masterless.system.Identities;

/**
 * Tries all that a process which has become a user must not be able to do any more, and reads back
 * who it is: a call that only pretended to work is found out here.
 */
final class Proof {
  private final Identities identities;
  private final Confinement confinement;
  private final User user;
  private final int[] groups;
  private final BecomeOptions options;

  Proof(Calls calls, User user, int[] groups, BecomeOptions options) {
    this.identities = calls.identities();
    this.confinement = calls.confinement();
    this.user = user;
    this.groups = groups;
    this.options = options;
  }

  /** Empty, or what gives the lie to it, for a process that was {@code before}. */
  String ofOneWho(Credentials before) {
    if (canBecomeUid(0) || canBecomeAny(before.uids())) {
      return "could become another user again";
    }
    if (canTakeGid(0) || canTakeAny(before.gids())) {
      return "could get another group again";
    }
    if (identities.setGroups(new int[] {0}) >= 0 || identities.setGroups(before.groups()) >= 0) {
      return "could set supplementary groups again";
    }
    return isTheUser();
  }

  /** Whether the bounding set has nothing in it that the unit should not leave there. */
  static String boundingSet(Identities identities, BecomeOptions options) {
    long left = identities.boundingSet();
    return left < 0 || (left & ~options.boundingSet()) != 0
        ? "more capabilities are in the bounding set than the unit should have"
        : "";
  }

  private boolean canBecomeAny(int[] uids) {
    for (int uid : uids) {
      if (uid != 0 && uid != user.uid() && canBecomeUid(uid)) {
        return true;
      }
    }
    return false;
  }

  private boolean canBecomeUid(int uid) {
    return identities.setUids(-1, uid, -1) >= 0
        || identities.setUids(uid, uid, uid) >= 0
        || identities.setEffectiveUid(uid) >= 0;
  }

  private boolean canTakeAny(int[] gids) {
    for (int gid : gids) {
      if (gid != 0 && gid != user.gid() && canTakeGid(gid)) {
        return true;
      }
    }
    return false;
  }

  private boolean canTakeGid(int gid) {
    return identities.setGids(-1, gid, -1) >= 0
        || identities.setGids(gid, gid, gid) >= 0
        || identities.setEffectiveGid(gid) >= 0;
  }

  private String isTheUser() {
    Credentials now = Credentials.read(identities);
    if (now.failed() || !now.areAll(user.uid(), user.gid())) {
      return "the ids are not the user's";
    }
    if (!Arrays.equals(now.groups(), groups)) {
      return "the supplementary groups are not the user's";
    }
    if (!identities.hasNoCapabilities()) {
      return "capabilities are left";
    }
    if (!options.keepsSetGid() && confinement.hasForgonePrivileges() != 1) {
      return "no_new_privs is not set";
    }
    return confinement.isMemoryHidden() == 1 ? "" : "the memory is not hidden";
  }
}
