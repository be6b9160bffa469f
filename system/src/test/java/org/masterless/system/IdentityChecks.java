package org.masterless.system;

import java.util.List;
import java.util.Optional;
import org.masterless.system.Identities.Account;

/** {@link Identities} as libc and the kernel know them. */
final class IdentityChecks {
  private static final Identities IDENTITIES = Kernel.identities();

  private IdentityChecks() {}

  static void run(Checks checks) {
    Optional<Account> root = IDENTITIES.find("root");
    checks.isTrue("root has id 0", root.isPresent() && root.get().uid() == 0);
    checks.isTrue("no such user", IDENTITIES.find("no-such-user").isEmpty());
    checks.isTrue("no user without a name", IDENTITIES.find("").isEmpty());
    checks.isTrue("no user with a NUL", IDENTITIES.find("root\0x").isEmpty());
    checks.atLeast("how many groups", IDENTITIES.groupCount(), 0);
    int uid = IDENTITIES.effectiveUid();
    checks.isTrue("not the ids of others", !IDENTITIES.are(uid + 1, uid + 1));
    checks.isTrue(
        "root stays root only if it has to",
        !Privileges.drop(IDENTITIES, new Account(0, 0)).isEmpty());
    if (uid != 0 || IDENTITIES.find("nobody").isEmpty()) {
      checks.skipped("give up root", uid != 0 ? "not root" : "no user nobody");
      return;
    }
    checks.equal("the group of new files", IDENTITIES.setEffectiveGid(65534), 0);
    checks.equal("and back", IDENTITIES.setEffectiveGid(0), 0);
    checks.equal("another user for a while", IDENTITIES.setEffectiveUid(65534), 0);
    checks.equal("is in effect", IDENTITIES.effectiveUid(), 65534);
    checks.equal("and back to root", IDENTITIES.setEffectiveUid(0), 0);
    checks.equal(
        "a child gives up root",
        ProcessChecks.run("/proc/self/exe", List.of("self-test", "dropped")),
        0);
  }

  /** In a child that is root. */
  static void dropped(Checks checks) {
    Account nobody = IDENTITIES.find("nobody").orElse(new Account(0, 0));
    checks.isTrue("root has capabilities", !IDENTITIES.hasNoCapabilities());
    checks.equal("bequeath none", IDENTITIES.bequeathNoCapabilities(), 0);
    checks.isTrue("root keeps them", !IDENTITIES.hasNoCapabilities());
    checks.equal("drop", Privileges.drop(IDENTITIES, nobody), "");
    checks.isTrue("all ids are nobody's", IDENTITIES.are(nobody.uid(), nobody.gid()));
    checks.isTrue("no capability is left", IDENTITIES.hasNoCapabilities());
    checks.equal("no groups are left", IDENTITIES.groupCount(), 0);
    checks.equal("setgroups", IDENTITIES.setGroups(new int[] {1}), -Errno.EPERM);
    checks.equal("setresgid", IDENTITIES.setAllGids(0), -Errno.EPERM);
    checks.equal("setresuid", IDENTITIES.setAllUids(0), -Errno.EPERM);
    checks.equal("seteuid", IDENTITIES.setEffectiveUid(0), -Errno.EPERM);
    checks.equal("setegid", IDENTITIES.setEffectiveGid(0), -Errno.EPERM);
    checks.equal("capset of nothing", IDENTITIES.dropCapabilities(), 0);
    checks.equal(
        "drop again", Privileges.drop(IDENTITIES, nobody), "setgroups: Operation not permitted");
  }
}
