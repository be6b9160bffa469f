package org.masterless.system;

import java.util.Optional;

/** {@link Identities} that nobody may change: a test's stand-in overrides what it allows. */
public class NoIdentities implements Identities {
  @Override
  public Optional<Account> find(String user) {
    return Optional.empty();
  }

  @Override
  public int find(String user, PasswdEntry into) {
    return 0;
  }

  @Override
  public int groupsOf(String user, int gid, int[] into) {
    into[0] = gid;
    return 1;
  }

  @Override
  public int ids(int[] uids, int[] gids) {
    return -Errno.ENOSYS;
  }

  @Override
  public int groups(int[] into) {
    return 0;
  }

  @Override
  public int setGids(int real, int effective, int saved) {
    return -Errno.EPERM;
  }

  @Override
  public int setUids(int real, int effective, int saved) {
    return -Errno.EPERM;
  }

  @Override
  public int effectiveUid() {
    return 1000;
  }

  @Override
  public int setEffectiveUid(int uid) {
    return -Errno.EPERM;
  }

  @Override
  public int setEffectiveGid(int gid) {
    return -Errno.EPERM;
  }

  @Override
  public int setGroups(int[] groups) {
    return -Errno.EPERM;
  }

  @Override
  public int groupCount() {
    return 0;
  }

  @Override
  public int setAllGids(int gid) {
    return -Errno.EPERM;
  }

  @Override
  public int setAllUids(int uid) {
    return -Errno.EPERM;
  }

  @Override
  public boolean are(int uid, int gid) {
    return false;
  }

  @Override
  public int dropCapabilities() {
    return 0;
  }

  @Override
  public int bequeathNoCapabilities() {
    return -Errno.EPERM;
  }

  @Override
  public boolean hasNoCapabilities() {
    return true;
  }

  @Override
  public long boundingSet() {
    return 0;
  }

  @Override
  public int dropBounding(int capability) {
    return -Errno.EPERM;
  }
}
