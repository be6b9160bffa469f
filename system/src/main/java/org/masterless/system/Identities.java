package org.masterless.system;

import java.util.Optional;

/** Who a process is to the kernel, and who a name is to this machine. */
public interface Identities {
  /**
   * A user's ids.
   *
   * @param uid user id
   * @param gid id of the primary group
   */
  record Account(int uid, int gid) {}

  /** getpwnam_r(3); empty when there is no such user or the look-up fails. */
  Optional<Account> find(String user);

  /**
   * getpwnam_r(3), telling who isn't there from who can't be looked up now.
   *
   * @return 1 when found, 0 when all sources say that there is no such user, or {@code -errno}
   *     where one of them failed; {@code -ERANGE} for an entry that is far too long
   */
  int find(String user, PasswdEntry into);

  /**
   * getgrouplist(3): {@code gid} and the groups that {@code user} is a member of. A source of
   * groups that fails is left out, as libc has no way to say so.
   *
   * @return how many, or {@code -ERANGE} where {@code into} has no room for all
   */
  int groupsOf(String user, int gid, int[] into);

  int effectiveUid();

  /** getresuid(2) and getresgid(2): real, effective and saved ids, three each. */
  int ids(int[] uids, int[] gids);

  /** seteuid(2): for a while, and back. */
  int setEffectiveUid(int uid);

  /** setegid(2): whose group files are that are made next. */
  int setEffectiveGid(int gid);

  int setGroups(int[] groups);

  /** How many supplementary groups there are. */
  int groupCount();

  /** getgroups(2): the supplementary groups, whose number it answers. */
  int groups(int[] into);

  /** setresgid(2); -1 leaves an id as it is. */
  int setGids(int real, int effective, int saved);

  /** setresuid(2); -1 leaves an id as it is. */
  int setUids(int real, int effective, int saved);

  /** setresgid(2) with the same id three times. */
  int setAllGids(int gid);

  /** setresuid(2) with the same id three times. */
  int setAllUids(int uid);

  /** Whether real, effective and saved user and group ids are these. */
  boolean are(int uid, int gid);

  /** capset(2): empties the permitted, effective and inheritable sets. */
  int dropCapabilities();

  /** capset(2): empties the inheritable set, and the ambient one with it. */
  int bequeathNoCapabilities();

  /** Whether no capability is permitted, effective or inheritable (capget(2)). */
  boolean hasNoCapabilities();

  /**
   * The capabilities that programs executed from now on can get at most (capabilities(7)), as bits
   * by their numbers; or {@code -errno}.
   */
  long boundingSet();

  /** Takes a capability out of the bounding set for good; needs CAP_SETPCAP. */
  int dropBounding(int capability);
}
