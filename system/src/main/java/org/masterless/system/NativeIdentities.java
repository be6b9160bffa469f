package org.masterless.system;

import java.util.Arrays;
import java.util.Optional;
import org.teavm.interop.Address;

/** {@link Identities} as libc and the kernel know them. */
final class NativeIdentities implements Identities {
  /** struct passwd of glibc: five pointers and two ids between them. */
  private static final int PASSWD_SIZE = 48;

  private static final int PASSWD_UID = 16;
  private static final int PASSWD_GID = 20;
  private static final int PASSWD_NAME = 0;
  private static final int PASSWD_HOME = 32;

  /** Enough for most; what isn't touched costs nothing. */
  private static final int FIRST_BUFFER_SIZE = 4096;

  private static final int LARGEST_BUFFER_SIZE = 1 << 20;
  private static final int PR_CAPBSET_READ = 23;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int BUFFER_SIZE = 65536;
  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  /** Two of struct __user_cap_data_struct: effective, permitted, inheritable. */
  private static final int CAPABILITY_WORDS = 6;

  private static final int INHERITABLE = 2;

  @Override
  public Optional<Account> find(String user) {
    if (user.isEmpty() || !Octets.isCString(user)) {
      return Optional.empty();
    }
    byte[] name = Octets.terminated(user);
    byte[] buffer = new byte[BUFFER_SIZE];
    byte[] passwd = new byte[PASSWD_SIZE];
    long[] found = new long[1];
    int error =
        Libc.getpwnam(
            Address.ofData(name),
            Address.ofData(passwd),
            Address.ofData(buffer),
            buffer.length,
            Address.ofData(found));
    return error != 0 || found[0] == 0
        ? Optional.empty()
        : Optional.of(
            new Account(
                LittleEndian.int32(passwd, PASSWD_UID), LittleEndian.int32(passwd, PASSWD_GID)));
  }

  @Override
  public int find(String user, PasswdEntry into) {
    if (user.isEmpty() || !Octets.isCString(user)) {
      return 0;
    }
    byte[] name = Octets.terminated(user);
    int size = FIRST_BUFFER_SIZE;
    int answer = find(name, size, into);
    while (answer == -Errno.ERANGE && size < LARGEST_BUFFER_SIZE) {
      size *= 4;
      answer = find(name, size, into);
    }
    return answer;
  }

  /** The entry's strings lie in memory that the collector leaves alone. */
  private static int find(byte[] name, int size, PasswdEntry into) {
    Address memory = Libc.calloc(1, PASSWD_SIZE + 8 + size);
    if (memory.toLong() == 0) {
      return -Errno.ENOMEM;
    }
    int error =
        Libc.getpwnam(
            Address.ofData(name),
            memory,
            memory.add(PASSWD_SIZE + 8),
            size,
            memory.add(PASSWD_SIZE));
    boolean isFound = error == 0 && memory.add(PASSWD_SIZE).getLong() != 0;
    if (isFound) {
      into.set(
          text(memory.add(PASSWD_NAME).getLong()),
          memory.add(PASSWD_UID).getInt(),
          memory.add(PASSWD_GID).getInt(),
          text(memory.add(PASSWD_HOME).getLong()));
    }
    Libc.free(memory);
    return isFound ? 1 : -error;
  }

  /** Not every source fills all that others do. */
  private static String text(long address) {
    return address == 0 ? "" : CStrings.at(address);
  }

  @Override
  public int groupsOf(String user, int gid, int[] into) {
    if (!Octets.isCString(user)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(user);
    int[] count = {into.length};
    int answer =
        Libc.getgrouplist(Address.ofData(name), gid, Address.ofData(into), Address.ofData(count));
    if (answer >= 0) {
      return answer;
    }
    return count[0] > into.length ? -Errno.ERANGE : -Errno.ENOMEM;
  }

  @Override
  public int ids(int[] uids, int[] gids) {
    if (uids.length < 3 || gids.length < 3) {
      return -Errno.EINVAL;
    }
    int answer =
        Kernel.checked(
            Libc.getresuid(
                Address.ofData(uids), Address.ofData(uids).add(4), Address.ofData(uids).add(8)));
    return answer < 0
        ? answer
        : Kernel.checked(
            Libc.getresgid(
                Address.ofData(gids), Address.ofData(gids).add(4), Address.ofData(gids).add(8)));
  }

  @Override
  public int groups(int[] into) {
    return into.length == 0
        ? -Errno.EINVAL
        : Kernel.checked(Libc.getgroups(into.length, Address.ofData(into)));
  }

  @Override
  public int setGids(int real, int effective, int saved) {
    return Kernel.checked(Libc.setresgid(real, effective, saved));
  }

  @Override
  public int setUids(int real, int effective, int saved) {
    return Kernel.checked(Libc.setresuid(real, effective, saved));
  }

  @Override
  public int effectiveUid() {
    return Libc.geteuid();
  }

  @Override
  public int setEffectiveUid(int uid) {
    return Kernel.checked(Libc.seteuid(uid));
  }

  @Override
  public int setEffectiveGid(int gid) {
    return Kernel.checked(Libc.setegid(gid));
  }

  @Override
  public int setGroups(int[] groups) {
    return Kernel.checked(Libc.setgroups(groups.length, Address.ofData(groups)));
  }

  @Override
  public int groupCount() {
    return Kernel.checked(Libc.getgroups(0, Address.fromLong(0)));
  }

  @Override
  public int setAllGids(int gid) {
    return Kernel.checked(Libc.setresgid(gid, gid, gid));
  }

  @Override
  public int setAllUids(int uid) {
    return Kernel.checked(Libc.setresuid(uid, uid, uid));
  }

  @Override
  public boolean are(int uid, int gid) {
    int[] uids = new int[3];
    int[] gids = new int[3];
    int users =
        Libc.getresuid(
            Address.ofData(uids), Address.ofData(uids).add(4), Address.ofData(uids).add(8));
    int groups =
        Libc.getresgid(
            Address.ofData(gids), Address.ofData(gids).add(4), Address.ofData(gids).add(8));
    return users == 0 && groups == 0 && allAre(uids, uid) && allAre(gids, gid);
  }

  private static boolean allAre(int[] ids, int wanted) {
    return ids[0] == wanted && ids[1] == wanted && ids[2] == wanted;
  }

  @Override
  public int dropCapabilities() {
    return setCapabilities(new int[CAPABILITY_WORDS]);
  }

  @Override
  public int bequeathNoCapabilities() {
    int[] sets = new int[CAPABILITY_WORDS];
    int answer = readCapabilities(sets);
    if (answer < 0) {
      return answer;
    }
    sets[INHERITABLE] = 0;
    sets[INHERITABLE + CAPABILITY_WORDS / 2] = 0;
    return setCapabilities(sets);
  }

  @Override
  public boolean hasNoCapabilities() {
    int[] sets = new int[CAPABILITY_WORDS];
    // A call that answers 0 without having been made must not look like an empty set.
    Arrays.fill(sets, -1);
    if (readCapabilities(sets) < 0) {
      return false;
    }
    int all = 0;
    for (int set : sets) {
      all |= set;
    }
    return all == 0;
  }

  @Override
  public long boundingSet() {
    long set = 0;
    for (int capability = 0; capability < Long.SIZE - 1; capability++) {
      int answer = Kernel.checked(Libc.prctl(PR_CAPBSET_READ, capability, 0, 0, 0));
      if (answer < 0) {
        return answer == -Errno.EINVAL && capability > 0 ? set : answer;
      }
      set |= (long) answer << (capability & 63);
    }
    return set;
  }

  @Override
  public int dropBounding(int capability) {
    return Kernel.checked(Libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0));
  }

  private static int readCapabilities(int[] into) {
    int[] header = {CAPABILITY_VERSION_3, 0};
    long number = Libc.capgetNumber();
    return Kernel.checked(
        Libc.systemCall(number, Address.ofData(header).toLong(), Address.ofData(into).toLong(), 0));
  }

  private static int setCapabilities(int[] sets) {
    int[] header = {CAPABILITY_VERSION_3, 0};
    long number = Libc.capsetNumber();
    return Kernel.checked(
        Libc.systemCall(number, Address.ofData(header).toLong(), Address.ofData(sets).toLong(), 0));
  }
}
