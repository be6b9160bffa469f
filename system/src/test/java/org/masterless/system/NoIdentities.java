package org.masterless.system;

import java.util.Optional;

/** {@link Identities} that nobody may change: a test's stand-in overrides what it allows. */
public class NoIdentities implements Identities {
  @Override
  public Optional<Account> find(String user) {
    return Optional.empty();
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
}
