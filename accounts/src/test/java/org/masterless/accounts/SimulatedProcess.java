package org.masterless.accounts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.NoConfinement;
import org.masterless.system.NoIdentities;
import org.masterless.system.Processes;

/**
 * A process with ids, groups and capabilities as the kernel keeps them (credentials(7),
 * capabilities(7)), one of whose calls can be broken.
 */
final class SimulatedProcess extends NoIdentities {
  /** How a call goes wrong. */
  enum Fault {
    /** It says so and does nothing. */
    FAILS,
    /** It says that all is well and does nothing. */
    PRETENDS,
    /** It changes the effective id only. */
    IS_HALF_DONE
  }

  final List<String> trace = new ArrayList<>();
  int[] uids = {0, 0, 0};
  int[] gids = {0, 0, 0};
  int[] groups = {0, 4};
  long boundingSet = BecomeOptions.SET_IDS;
  boolean hasCapabilities = true;
  boolean mayDropBoundingSet;
  boolean keepsCapabilities;
  boolean mayNotDropCapabilities;
  boolean forgonePrivileges;
  boolean isHidden;
  int mask;
  private int brokenCall = -1;
  private Fault fault = Fault.FAILS;

  static SimulatedProcess ofUser(int uid, int gid, int... groups) {
    SimulatedProcess process = new SimulatedProcess();
    process.uids = new int[] {uid, uid, uid};
    process.gids = new int[] {gid, gid, gid};
    process.groups = groups;
    process.hasCapabilities = false;
    return process;
  }

  /** Breaks call number {@code call} of the trace. */
  SimulatedProcess breaking(int call, Fault how) {
    brokenCall = call;
    fault = how;
    return this;
  }

  Calls calls() {
    return StandIn.calls(
        this,
        new Confined(),
        StandIn.of(
            Processes.class,
            Map.of(
                "umask",
                arguments -> {
                  mask = (int) arguments[0];
                  return 0;
                })));
  }

  /** Whether nothing is left of another's rights, nor a way to get any. */
  boolean isOnly(int uid, int gid, int... supplementary) {
    return IntStream.of(uids).allMatch(id -> id == uid)
        && IntStream.of(gids).allMatch(id -> id == gid)
        && Arrays.equals(groups, supplementary)
        && !hasCapabilities
        && (boundingSet & ~BecomeOptions.SET_IDS) == 0
        && isHidden
        && forgonePrivileges;
  }

  private boolean isBroken(String name) {
    trace.add(name);
    return trace.size() - 1 == brokenCall;
  }

  /** One that changes nothing but {@code effect}, and only if that {@code isAllowed}. */
  private int change(String name, boolean isAllowed, Runnable effect) {
    if (isBroken(name)) {
      return fault == Fault.FAILS ? -Errno.EPERM : 0;
    }
    if (!isAllowed) {
      return -Errno.EPERM;
    }
    effect.run();
    return 0;
  }

  private int changeIds(String name, int[] ids, int... wanted) {
    boolean isAllowed = hasCapabilities || IntStream.of(wanted).allMatch(id -> isOneOf(ids, id));
    if (isBroken(name)) {
      if (fault == Fault.IS_HALF_DONE && isAllowed) {
        ids[1] = wanted[1];
        return 0;
      }
      return fault == Fault.FAILS ? -Errno.EPERM : 0;
    }
    if (!isAllowed) {
      return -Errno.EPERM;
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = wanted[i] == -1 ? ids[i] : wanted[i];
    }
    if (IntStream.of(uids).noneMatch(id -> id == 0)) {
      hasCapabilities = hasCapabilities && keepsCapabilities;
    }
    return 0;
  }

  private static boolean isOneOf(int[] ids, int wanted) {
    return wanted == -1 || IntStream.of(ids).anyMatch(id -> id == wanted);
  }

  @Override
  public int ids(int[] intoUids, int[] intoGids) {
    if (isBroken("getresuid")) {
      return fault == Fault.FAILS ? -Errno.EPERM : 0;
    }
    System.arraycopy(uids, 0, intoUids, 0, 3);
    System.arraycopy(gids, 0, intoGids, 0, 3);
    return 0;
  }

  @Override
  public int groupCount() {
    return groups.length;
  }

  @Override
  public int groups(int[] into) {
    if (isBroken("getgroups")) {
      return fault == Fault.FAILS ? -Errno.EPERM : groups.length;
    }
    System.arraycopy(groups, 0, into, 0, groups.length);
    return groups.length;
  }

  @Override
  public int setGroups(int[] wanted) {
    return change(
        "setgroups " + Arrays.toString(wanted), hasCapabilities, () -> groups = wanted.clone());
  }

  @Override
  public int setAllGids(int gid) {
    return changeIds("setresgid " + gid, gids, gid, gid, gid);
  }

  @Override
  public int setAllUids(int uid) {
    return changeIds("setresuid " + uid, uids, uid, uid, uid);
  }

  @Override
  public int setGids(int real, int effective, int saved) {
    return changeIds("try gid " + effective, gids, real, effective, saved);
  }

  @Override
  public int setUids(int real, int effective, int saved) {
    return changeIds("try uid " + effective, uids, real, effective, saved);
  }

  @Override
  public int setEffectiveUid(int uid) {
    return changeIds("try euid " + uid, uids, -1, uid, -1);
  }

  @Override
  public int setEffectiveGid(int gid) {
    return changeIds("try egid " + gid, gids, -1, gid, -1);
  }

  @Override
  public int dropCapabilities() {
    return change("capset", !mayNotDropCapabilities, () -> hasCapabilities = false);
  }

  @Override
  public boolean hasNoCapabilities() {
    return !isBroken("capget") && !hasCapabilities;
  }

  @Override
  public long boundingSet() {
    return isBroken("read bounding set") && fault == Fault.FAILS ? -Errno.EPERM : boundingSet;
  }

  @Override
  public int dropBounding(int capability) {
    if (capability > 40) {
      return -Errno.EINVAL;
    }
    return change(
        "drop capability " + capability,
        mayDropBoundingSet,
        () -> boundingSet &= ~(1L << capability));
  }

  private final class Confined extends NoConfinement {
    @Override
    public int forgoPrivileges() {
      return change("no_new_privs", true, () -> forgonePrivileges = true);
    }

    @Override
    public int hasForgonePrivileges() {
      return isBroken("read no_new_privs") || !forgonePrivileges ? 0 : 1;
    }

    @Override
    public int hideMemory() {
      return change("hide memory", true, () -> isHidden = true);
    }

    @Override
    public int isMemoryHidden() {
      return isBroken("read hidden") || !isHidden ? 0 : 1;
    }
  }
}
