package org.masterless.supervisor;

import org.masterless.system.Confinement;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Log;
import org.masterless.system.SystemCallFilter;

/**
 * Keeps daemons apart that share a user: a hacked one may neither signal nor limit a process of
 * another service, nor its own supervisor or a sibling.
 *
 * <p>The unit denies all calls whose name says enough. What is left needs a look at arguments:
 * signals by way of fcntl(2) and ioctl(2), where a file's owner gets a signal of one's choice, and
 * prlimit(2) of another process. Landlock stops the signals where the kernel is new enough, and
 * costs nothing; elsewhere the filter has to look at each fcntl and ioctl.
 */
final class Isolation {
  /** There is no ruleset. */
  static final int NONE = -1;

  private static final int F_SETOWN = 8;
  private static final int F_SETSIG = 10;
  private static final int F_SETOWN_EX = 15;
  private static final int FIOSETOWN = 0x8901;
  private static final int SIOCSPGRP = 0x8902;
  private static final int OURSELVES = 0;

  /**
   * What a kind of machine calls the system calls that matter here.
   *
   * @param architecture its {@code AUDIT_ARCH_…}
   */
  private record CallNumbers(int architecture, int fcntl, int ioctl, int prlimit64) {}

  private static final CallNumbers X86_64 = new CallNumbers(0xc000003e, 72, 16, 302);
  private static final CallNumbers ARM_64 = new CallNumbers(0xc00000b7, 25, 29, 261);

  private final Confinement confinement;
  private final Files files;
  private final Log log;

  Isolation(Confinement confinement, Files files, Log log) {
    this.confinement = confinement;
    this.files = files;
    this.log = log;
  }

  /**
   * Restricts this process and all that it starts from now on. What the kernel can't do is said in
   * the journal and left out.
   *
   * @return a Landlock ruleset for each daemon to be restricted by once more, which keeps it off
   *     its siblings and us too; or {@link #NONE}
   */
  int impose() {
    int answer = confinement.forgoPrivileges();
    if (answer < 0) {
      log.warning("daemons are not isolated: no_new_privs: " + Errno.message(answer));
      return NONE;
    }
    int ruleset = scope();
    filterCalls(ruleset == NONE);
    return ruleset;
  }

  private int scope() {
    int ruleset = confinement.scopeRuleset();
    if (ruleset >= 0 && confinement.restrict(ruleset) < 0) {
      files.close(ruleset);
      return NONE;
    }
    return Math.max(NONE, ruleset);
  }

  private void filterCalls(boolean signalsToo) {
    String machine = confinement.machine();
    switch (machine) {
      case "x86_64" -> install(filter(X86_64, signalsToo));
      case "aarch64" -> install(filter(ARM_64, signalsToo));
      default ->
          log.warning(
              "no system-call filter for "
                  + machine
                  + ": daemons may change each other's limits"
                  + (signalsToo ? " and signal each other" : ""));
    }
  }

  private static SystemCallFilter filter(CallNumbers call, boolean signalsToo) {
    SystemCallFilter filter = new SystemCallFilter(call.architecture());
    if (signalsToo) {
      filter
          .denyWhere(call.fcntl(), 1, F_SETOWN, F_SETSIG, F_SETOWN_EX)
          .denyWhere(call.ioctl(), 1, FIOSETOWN, SIOCSPGRP);
    }
    return filter.denyUnless(call.prlimit64(), 0, OURSELVES);
  }

  private void install(SystemCallFilter filter) {
    int answer = confinement.filterSystemCalls(filter);
    if (answer < 0) {
      log.warning("no system-call filter: " + Errno.message(answer));
    }
  }
}
