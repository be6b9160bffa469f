package org.masterless.system;

import java.util.List;
import java.util.Optional;
import org.masterless.system.Identities.Account;

/** {@link Identities} as libc and the kernel know them. */
final class IdentityChecks {
  private static final Identities IDENTITIES = Kernel.identities();

  private static final int CAP_SETPCAP = 8;

  private IdentityChecks() {}

  static void run(Checks checks) {
    Optional<Account> root = IDENTITIES.find("root");
    checks.isTrue("root has id 0", root.isPresent() && root.get().uid() == 0);
    checks.isTrue("no such user", IDENTITIES.find("no-such-user").isEmpty());
    checks.isTrue("no user without a name", IDENTITIES.find("").isEmpty());
    checks.isTrue("no user with a NUL", IDENTITIES.find("root\0x").isEmpty());
    entries(checks);
    groups(checks);
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

  private static void entries(Checks checks) {
    PasswdEntry entry = new PasswdEntry();
    checks.equal("find root", IDENTITIES.find("root", entry), 1);
    checks.equal("its name", entry.name(), "root");
    checks.equal("its uid", entry.uid(), 0);
    checks.equal("its gid", entry.gid(), 0);
    checks.equal("its home", entry.home(), "/root");
    checks.equal("find nobody of that name", IDENTITIES.find("no-such-user", entry), 0);
    checks.equal("find no name", IDENTITIES.find("", entry), 0);
    checks.equal("find a NUL", IDENTITIES.find("root\0x", entry), 0);
    checks.equal(
        "a child that can't open files",
        ProcessChecks.run("/proc/self/exe", List.of("self-test", "blind")),
        0);
  }

  /** In a child: what can't be asked doesn't say that there is no such user. */
  static void blind(Checks checks) {
    checks.equal("forgo privileges", Kernel.confinement().forgoPrivileges(), 0);
    checks.equal("the filter", ConfinementChecks.noFiles(Errno.EIO), 0);
    checks.equal(
        "a source that fails", IDENTITIES.find("no-such-user", new PasswdEntry()), -Errno.EIO);
  }

  private static void groups(Checks checks) {
    int[] ids = new int[64];
    checks.atLeast("groups of root", IDENTITIES.groupsOf("root", 0, ids), 1);
    checks.equal("its primary group", ids[0], 0);
    checks.equal("groups of nobody we know", IDENTITIES.groupsOf("no-such-user", 77, ids), 1);
    checks.equal("the one that was given", ids[0], 77);
    checks.equal("no room", IDENTITIES.groupsOf("root", 0, new int[0]), -Errno.ERANGE);
    checks.equal("groups of a NUL", IDENTITIES.groupsOf("root\0x", 0, ids), -Errno.EINVAL);
    int[] uids = new int[3];
    int[] gids = new int[3];
    checks.equal("ids", IDENTITIES.ids(uids, gids), 0);
    checks.isTrue("they are ours", IDENTITIES.are(uids[2], gids[2]));
    checks.equal("no room for ids", IDENTITIES.ids(uids, new int[2]), -Errno.EINVAL);
    checks.equal("own groups", IDENTITIES.groups(new int[65536]), IDENTITIES.groupCount());
    checks.equal("no room for groups", IDENTITIES.groups(new int[0]), -Errno.EINVAL);
    checks.equal("change no uid", IDENTITIES.setUids(-1, -1, -1), 0);
    checks.equal("change no gid", IDENTITIES.setGids(-1, -1, -1), 0);
    checks.atLeast("the bounding set", IDENTITIES.boundingSet(), 0);
  }

  /** In a child that is root. */
  static void dropped(Checks checks) {
    Account nobody = IDENTITIES.find("nobody").orElse(new Account(0, 0));
    checks.isTrue("root has capabilities", !IDENTITIES.hasNoCapabilities());
    if ((IDENTITIES.boundingSet() & 1 << CAP_SETPCAP) == 0) {
      checks.skipped("drop of the bounding set", "no CAP_SETPCAP");
    } else {
      checks.equal("drop of the bounding set", IDENTITIES.dropBounding(0), 0);
      checks.equal("drop of no capability", IDENTITIES.dropBounding(1000), -Errno.EINVAL);
      checks.equal("one is gone", IDENTITIES.boundingSet() & 1, 0);
    }
    checks.equal("bequeath none", IDENTITIES.bequeathNoCapabilities(), 0);
    checks.isTrue("root keeps them", !IDENTITIES.hasNoCapabilities());
    checks.equal("drop", Privileges.drop(IDENTITIES, nobody), "");
    checks.isTrue("all ids are nobody's", IDENTITIES.are(nobody.uid(), nobody.gid()));
    checks.isTrue("no capability is left", IDENTITIES.hasNoCapabilities());
    checks.equal("no groups are left", IDENTITIES.groupCount(), 0);
    checks.equal("drop of the bounding set", IDENTITIES.dropBounding(1), -Errno.EPERM);
    checks.equal("setresuid of one", IDENTITIES.setUids(-1, 0, -1), -Errno.EPERM);
    checks.equal("setresgid of one", IDENTITIES.setGids(-1, 0, -1), -Errno.EPERM);
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
