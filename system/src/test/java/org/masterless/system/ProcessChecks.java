package org.masterless.system;

import java.util.ArrayList;
import java.util.List;

/** {@link Processes} as the kernel does them; children are this program with another word. */
final class ProcessChecks {
  private static final Processes PROCESSES = Kernel.processes();
  private static final Descriptors DESCRIPTORS = Kernel.descriptors();
  private static final String SELF = "/proc/self/exe";
  private static final int NO_RULESET = -1;

  private ProcessChecks() {}

  static void run(Checks checks) {
    ChildExit exit = new ChildExit();
    checks.equal("no child to reap", PROCESSES.reap(exit), -Errno.ECHILD);
    checks.equal("chdir", PROCESSES.chdir("/"), 0);
    checks.equal("chdir to nothing", PROCESSES.chdir("/nonexistent"), -Errno.ENOENT);
    checks.equal("chdir to a NUL", PROCESSES.chdir("/\0x"), -Errno.EINVAL);
    int mask = PROCESSES.umask(027);
    checks.equal("umask", PROCESSES.umask(mask), 027);
    checks.equal("adopt orphans", PROCESSES.adoptOrphans(), 0);
    checks.isTrue("a parent", PROCESSES.parent() != PROCESSES.pid());
    child(checks, "exit 7", 7, "exit", "7");
    child(checks, "a child inherits what it was given", 0, "inherited");
    checks.equal(
        "a program that isn't there is an exit with 1", run("/nonexistent", List.of("x")), 1);
    forked(checks, exit);
    killed(checks, exit);
    unsound(checks);
  }

  private static void child(Checks checks, String name, int status, String... words) {
    List<String> arguments = new ArrayList<>(List.of("self-test"));
    arguments.addAll(List.of(words));
    checks.equal(name, run(SELF, arguments), status);
  }

  /** Answers the exit status. */
  static int run(String program, List<String> arguments) {
    return run(program, arguments, NO_RULESET);
  }

  static int run(String program, List<String> arguments, int ruleset) {
    List<Integer> descriptors = standardStreams();
    int pid = PROCESSES.spawn(launch(program, arguments, descriptors, ruleset));
    for (int descriptor : descriptors) {
      Kernel.files().close(descriptor);
    }
    ChildExit exit = new ChildExit();
    int ended = await(exit);
    return ended == pid && exit.exited() ? exit.code() : -1;
  }

  private static Launch launch(String program, List<String> arguments, List<Integer> descriptors) {
    return launch(program, arguments, descriptors, NO_RULESET);
  }

  private static Launch launch(
      String program, List<String> arguments, List<Integer> descriptors, int ruleset) {
    Log silent = Log.of(Kernel.files(), new Environment(List.of()), "self-test").at(-1);
    return new Launch(program, arguments, List.of("A=\u00ff"), descriptors, ruleset, silent);
  }

  private static List<Integer> standardStreams() {
    List<Integer> descriptors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      descriptors.add(DESCRIPTORS.duplicate(i, 20));
    }
    return descriptors;
  }

  private static int await(ChildExit exit) {
    int pid = PROCESSES.reap(exit);
    for (int i = 0; i < 1000 && pid == 0; i++) {
      DESCRIPTORS.poll(new PollSet(), 10);
      pid = PROCESSES.reap(exit);
    }
    return pid;
  }

  /** A child that stays in Java, where it allocates more than once over the heap's size. */
  private static void forked(Checks checks, ChildExit exit) {
    int pid = PROCESSES.fork();
    if (pid == 0) {
      long total = 0;
      for (int i = 0; i < 1000; i++) {
        total += Octets.text(new byte[5000]).length();
      }
      PROCESSES.exit(total == 5_000_000 ? 42 : 1);
    }
    checks.atLeast("fork", pid, 2);
    checks.equal("the child's end", await(exit), pid);
    checks.isTrue("it went on in Java", exit.exited() && exit.code() == 42);
  }

  private static void killed(Checks checks, ChildExit exit) {
    int pid = PROCESSES.spawn(launch("/bin/sleep", List.of("sleep", "60"), List.of()));
    checks.atLeast("spawn", pid, 2);
    checks.equal("it runs", PROCESSES.reap(exit), 0);
    checks.equal("kill it", PROCESSES.signal(pid, Signals.SIGKILL), 0);
    checks.equal("its death", await(exit), pid);
    checks.isTrue("by the signal", exit.killed() && exit.signal() == Signals.SIGKILL);
  }

  private static void unsound(Checks checks) {
    List<String> name = List.of("x");
    checks.equal(
        "a descriptor that would be overwritten",
        PROCESSES.spawn(launch(SELF, name, List.of(20, 1))),
        -Errno.EINVAL);
    checks.equal(
        "a ruleset that would be overwritten",
        PROCESSES.spawn(launch(SELF, name, List.of(20), 0)),
        -Errno.EINVAL);
    checks.equal(
        "a NUL in an argument", PROCESSES.spawn(launch(SELF, List.of("a\0b"), List.of())), -22);
    checks.equal("a NUL in a path", PROCESSES.spawn(launch("/\0", name, List.of())), -22);
  }

  /** In a child: three descriptors, one variable, and no signal is blocked. */
  static void inherited(Checks checks) {
    for (int i = 0; i < 3; i++) {
      checks.equal("descriptor " + i + " is open", DESCRIPTORS.setCloseOnExec(i), 0);
    }
    int open = 0;
    for (int i = 3; i < 100; i++) {
      open += DESCRIPTORS.setCloseOnExec(i) == 0 ? 1 : 0;
    }
    checks.equal("descriptors above", open, 0);
    checks.equal("variables", Environment.ofProgram().settings().size(), 1);
    checks.equal("its value", Environment.ofProgram().get("A").orElse(""), "\u00ff");
  }
}
