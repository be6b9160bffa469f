package org.masterless.accounts;

import org.masterless.system.Calls;
import org.masterless.system.Confinement;
import org.masterless.system.Errno;
import org.masterless.system.Identities;

/**
 * Turns this process into a user for good, and proves that there is no way back.
 *
 * <p>Two ways of starting are known: as root, to become any user of the range; and as the one user
 * that all mail belongs to, where there is nothing to give up but all the same to prove. Nobody
 * else becomes anybody.
 *
 * <p>Open descriptors are the caller's: whatever only root should hold is closed before.
 */
public final class BecomeUser {
  /** Nobody but the user may read what it writes. */
  private static final int UMASK = 077;

  private final Calls calls;
  private final Identities identities;
  private final Confinement confinement;
  private final User user;
  private final BecomeOptions options;
  private final int[] groups;

  private BecomeUser(Calls calls, User user, BecomeOptions options) {
    this.calls = calls;
    this.identities = calls.identities();
    this.confinement = calls.confinement();
    this.user = user;
    this.options = options;
    this.groups = GroupList.of(user.groups());
  }

  /**
   * Becomes {@code user}.
   *
   * @return empty, or what is wrong: the caller must end at once and do nothing else
   */
  public static String become(Calls calls, User user, BecomeOptions options) {
    return new BecomeUser(calls, user, options).run();
  }

  private String run() {
    String refused = options.range().refusal(user);
    if (!refused.isEmpty()) {
      return refused;
    }
    Credentials before = Credentials.read(identities);
    if (before.failed()) {
      return "the process's own ids can't be read";
    }
    return before.areAll(user.uid(), user.gid()) ? stay(before) : change(before);
  }

  /** Supplementary groups are what the unit gave: only root could change them. */
  private String stay(Credentials before) {
    if (before.hasGroup(0)) {
      return "the service runs with group 0";
    }
    String failed = giveUpRest(before);
    return failed.isEmpty()
        ? new Proof(calls, user, before.groups(), options).ofOneWho(before)
        : failed;
  }

  private String change(Credentials before) {
    if (!before.isRoot()) {
      return "the service runs as "
          + ids(before.effectiveUid(), before.effectiveGid())
          + ", which can't become "
          + ids(user.uid(), user.gid());
    }
    String failed = changeIds();
    if (failed.isEmpty()) {
      failed = giveUpRest(before);
    }
    if (failed.isEmpty()) {
      failed = Proof.boundingSet(identities, options);
    }
    return failed.isEmpty() ? new Proof(calls, user, groups, options).ofOneWho(before) : failed;
  }

  private static String ids(int uid, int gid) {
    return "uid " + uid + " and gid " + gid;
  }

  /** Each step needs what the next one takes away. */
  private String changeIds() {
    emptyBoundingSet();
    int answer = identities.setGroups(groups);
    if (answer < 0) {
      return "setgroups: " + Errno.message(answer);
    }
    answer = identities.setAllGids(user.gid());
    if (answer < 0) {
      return "setresgid: " + Errno.message(answer);
    }
    answer = identities.setAllUids(user.uid());
    return answer < 0 ? "setresuid: " + Errno.message(answer) : "";
  }

  /**
   * As far as it goes: units leave no CAP_SETPCAP, which this needs. What counts is that the proof
   * finds no more than they should have.
   */
  private void emptyBoundingSet() {
    int answer = 0;
    for (int capability = 0; capability < Long.SIZE && answer >= 0; capability++) {
      answer = identities.dropBounding(capability);
    }
  }

  private String giveUpRest(Credentials before) {
    String failed = options.keepsSetGid() ? "" : forgoPrivileges();
    if (failed.isEmpty()) {
      failed = dropCapabilities(before);
    }
    return failed.isEmpty() ? hideMemory() : failed;
  }

  private String forgoPrivileges() {
    int answer = confinement.forgoPrivileges();
    return answer < 0 ? "no_new_privs: " + Errno.message(answer) : "";
  }

  /**
   * The ambient set empties with the inheritable one. A unit that was never root's may forbid the
   * call, where there is nothing to drop.
   */
  private String dropCapabilities(Credentials before) {
    if (!before.isRoot() && identities.hasNoCapabilities()) {
      return "";
    }
    int answer = identities.dropCapabilities();
    return answer < 0 ? "capset: " + Errno.message(answer) : "";
  }

  /**
   * Memory is hidden because it still holds what root has read, other users' password hashes
   * perhaps, and because users who share a uid must not see into each other's processes; it has to
   * come after the change of ids, which resets it.
   */
  private String hideMemory() {
    int answer = confinement.hideMemory();
    if (answer < 0) {
      return "PR_SET_DUMPABLE: " + Errno.message(answer);
    }
    calls.processes().umask(UMASK);
    return "";
  }
}
