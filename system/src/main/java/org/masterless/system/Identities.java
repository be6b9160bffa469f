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

  int effectiveUid();

  /** seteuid(2): for a while, and back. */
  int setEffectiveUid(int uid);

  /** setegid(2): whose group files are that are made next. */
  int setEffectiveGid(int gid);

  int setGroups(int[] groups);

  /** How many supplementary groups there are. */
  int groupCount();

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
}
