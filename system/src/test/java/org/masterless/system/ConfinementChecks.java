package org.masterless.system;

import java.util.List;

/** {@link Confinement} as the kernel does it; children are this program with another word. */
final class ConfinementChecks {
  private static final Confinement CONFINEMENT = Kernel.confinement();
  private static final Descriptors DESCRIPTORS = Kernel.descriptors();
  private static final Processes PROCESSES = Kernel.processes();
  private static final String SELF = "/proc/self/exe";
  private static final int F_SETFD = 2;
  private static final int X86_64 = 0xc000003e;
  private static final int ARM_64 = 0xc00000b7;

  private ConfinementChecks() {}

  static void run(Checks checks) {
    checks.isTrue("a machine", !CONFINEMENT.machine().isEmpty());
    checks.equal("a child filters its calls", self("filtered"), 0);
    int ruleset = CONFINEMENT.scopeRuleset();
    if (ruleset < 0) {
      checks.skipped("Landlock's signal scope", Errno.message(ruleset));
      return;
    }
    checks.equal("a child gives up signals", self("scoped"), 0);
    checks.equal(
        "a child can't be restricted by what is no ruleset",
        ProcessChecks.run(SELF, List.of("self-test", "exit", "0"), 1000),
        1);
    checks.equal("a child is restricted from its start", self("restricted"), 0);
    Kernel.files().close(ruleset);
  }

  private static int self(String word) {
    return ProcessChecks.run(SELF, List.of("self-test", word));
  }

  /** In a child: fcntl(F_SETFD) fails as the filter says, and nothing else does. */
  static void filtered(Checks checks) {
    if (Kernel.identities().effectiveUid() == 0) {
      checks.skipped("a filter needs no-new-privileges", "root needs nothing");
    } else {
      checks.equal("a filter needs no-new-privileges", install(), -Errno.EACCES);
    }
    checks.atLeast("whether privileges can be got", CONFINEMENT.hasForgonePrivileges(), 0);
    checks.equal("forgo privileges", CONFINEMENT.forgoPrivileges(), 0);
    checks.equal("they are gone", CONFINEMENT.hasForgonePrivileges(), 1);
    checks.equal("memory can be seen", CONFINEMENT.isMemoryHidden(), 0);
    checks.equal("hide memory", CONFINEMENT.hideMemory(), 0);
    checks.equal("it is hidden", CONFINEMENT.isMemoryHidden(), 1);
    checks.equal("before the filter", DESCRIPTORS.setCloseOnExec(0), 0);
    checks.equal("the filter", install(), 0);
    checks.equal("after the filter", DESCRIPTORS.setCloseOnExec(0), -Errno.EPERM);
    checks.equal("another argument", DESCRIPTORS.setNonBlocking(0, false), 0);
  }

  /** No file can be opened any more. */
  static int noFiles(int errno) {
    SystemCallFilter filter =
        CONFINEMENT.machine().equals("aarch64")
            ? new SystemCallFilter(ARM_64).answer(56, errno)
            : new SystemCallFilter(X86_64).answer(257, errno);
    return CONFINEMENT.filterSystemCalls(filter);
  }

  private static int install() {
    SystemCallFilter filter =
        CONFINEMENT.machine().equals("aarch64")
            ? new SystemCallFilter(ARM_64).denyWhere(25, 1, F_SETFD)
            : new SystemCallFilter(X86_64).denyWhere(72, 1, F_SETFD);
    return CONFINEMENT.filterSystemCalls(filter);
  }

  /** In a child: once restricted it can't signal its parent, but itself. */
  static void scoped(Checks checks) {
    int ruleset = CONFINEMENT.scopeRuleset();
    checks.equal("forgo privileges", CONFINEMENT.forgoPrivileges(), 0);
    checks.equal("restrict by no ruleset", CONFINEMENT.restrict(1000), -Errno.EBADF);
    checks.equal("the parent before", PROCESSES.signal(PROCESSES.parent(), 0), 0);
    checks.equal("restrict", CONFINEMENT.restrict(ruleset), 0);
    signalsOnlyItself(checks);
  }

  /** In a child: it gives up privileges and starts another one restricted. */
  static void restricted(Checks checks) {
    checks.equal("forgo privileges", CONFINEMENT.forgoPrivileges(), 0);
    int ruleset = DESCRIPTORS.duplicate(CONFINEMENT.scopeRuleset(), 20);
    checks.equal(
        "its child signals only itself",
        ProcessChecks.run(SELF, List.of("self-test", "signals-itself"), ruleset),
        0);
  }

  static void signalsOnlyItself(Checks checks) {
    checks.equal("its parent", PROCESSES.signal(PROCESSES.parent(), 0), -Errno.EPERM);
    checks.equal("itself", PROCESSES.signal(PROCESSES.pid(), 0), 0);
  }
}
