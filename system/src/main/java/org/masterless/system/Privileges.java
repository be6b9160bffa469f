package org.masterless.system;

import org.masterless.system.Identities.Account;

/** Gives up root for good, and proves that there is no way back. */
public final class Privileges {
  private Privileges() {}

  /**
   * Becomes {@code account}: no supplementary groups, then group, then user, real, effective and
   * saved, then no capabilities, as newer versions of systemd leave some inheritable. Then tries to
   * get root back.
   *
   * @return empty, or what is wrong: the caller must end at once and do nothing else
   */
  public static String drop(Identities identities, Account account) {
    if (account.uid() == 0 || account.gid() == 0) {
      return "refusing to keep running as root";
    }
    String failed = take(identities, account);
    return failed.isEmpty() ? prove(identities, account) : failed;
  }

  private static String take(Identities identities, Account account) {
    int answer = identities.setGroups(new int[0]);
    if (answer < 0) {
      return "setgroups: " + Errno.message(answer);
    }
    answer = identities.setAllGids(account.gid());
    if (answer < 0) {
      return "setresgid: " + Errno.message(answer);
    }
    answer = identities.setAllUids(account.uid());
    if (answer < 0) {
      return "setresuid: " + Errno.message(answer);
    }
    answer = identities.dropCapabilities();
    return answer < 0 ? "capset: " + Errno.message(answer) : "";
  }

  private static String prove(Identities identities, Account account) {
    if (identities.setAllUids(0) >= 0 || identities.setEffectiveUid(0) >= 0) {
      return "could become root again";
    }
    if (identities.setAllGids(0) >= 0) {
      return "could get root's group again";
    }
    if (!identities.are(account.uid(), account.gid())) {
      return "the ids are not the wanted ones";
    }
    if (identities.groupCount() != 0) {
      return "supplementary groups are left";
    }
    return identities.hasNoCapabilities() ? "" : "capabilities are left";
  }
}
