package org.masterless.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Processes} as the kernel does them; children are this program with another word. */
final class ProcessChecks {
  private static final Processes PROCESSES = Kernel.processes();
  private static final Descriptors DESCRIPTORS = Kernel.descriptors();
  private static final String SELF = "/proc/self/exe";
  private static final int NO_RULESET = -1;
  private static final int SIGSTOP = 19;

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
    killedByTimer(checks, exit);
    timerIsPutOff(checks, exit);
    killedWithItsChildren(checks, exit);
    killedWithItsParent(checks, exit);
    limitedUser(checks, exit);
    shared(checks, exit);
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

  /** Of two children, the one that has forked the other is stopped when its time comes. */
  private static void killedByTimer(Checks checks, ChildExit exit) {
    int[] ends = new int[2];
    DESCRIPTORS.pipe(ends);
    int pid = PROCESSES.fork();
    if (pid == 0) {
      int armed = PROCESSES.dieAfter(300);
      int grandchild = PROCESSES.fork();
      if (grandchild == 0) {
        DESCRIPTORS.poll(new PollSet(), 1000);
        Output.write(Kernel.files(), ends[1], "alive");
        PROCESSES.exit(0);
      }
      PROCESSES.signal(PROCESSES.pid(), SIGSTOP);
      PROCESSES.exit(armed);
    }
    int ended = await(exit);
    checks.isTrue("it is stopped", ended == pid && exit.stopped());
    checks.equal("a stopped process's time comes", await(exit), pid);
    checks.isTrue("by SIGKILL", exit.killed() && exit.signal() == Signals.SIGKILL);
    checks.atLeast("its child, now ours, ends", await(exit), 2);
    checks.isTrue("and not by a timer", exit.exited() && exit.code() == 0);
    byte[] said = new byte[10];
    checks.equal("which it tells", Kernel.files().read(ends[0], said, 0, said.length), 5);
    checks.equal("never is an error", PROCESSES.dieAfter(0), -Errno.EINVAL);
    checks.equal("so is before now", PROCESSES.dieAfter(-1), -Errno.EINVAL);
    Kernel.files().close(ends[0]);
    Kernel.files().close(ends[1]);
  }

  /** And a child of one that has a timer can have one of its own. */
  private static void timerIsPutOff(Checks checks, ChildExit exit) {
    int pid = PROCESSES.fork();
    if (pid == 0) {
      int armed = PROCESSES.dieAfter(200) + PROCESSES.dieAfter(60_000);
      int grandchild = PROCESSES.fork();
      if (grandchild == 0) {
        DESCRIPTORS.poll(new PollSet(), PROCESSES.dieAfter(400) < 0 ? 0 : 60_000);
        PROCESSES.exit(0);
      }
      ChildExit ended = new ChildExit();
      boolean isKilled = await(ended) == grandchild && ended.killed();
      PROCESSES.exit(armed == 0 && isKilled ? 7 : 1);
    }
    checks.equal("the end of one whose time was put off", await(exit), pid);
    checks.isTrue("is its own doing", exit.exited() && exit.code() == 7);
  }

  private static void killedWithItsChildren(Checks checks, ChildExit exit) {
    int[] ends = new int[2];
    DESCRIPTORS.pipe(ends);
    int output = DESCRIPTORS.duplicate(ends[1], 20);
    List<String> words = List.of("sh", "-c", "sleep 60 & sleep 60 & echo started >&0; wait");
    int pid = PROCESSES.spawnLeader(launch("/bin/sh", words, List.of(output)));
    checks.atLeast("spawn a leader", pid, 2);
    PollSet started = new PollSet();
    started.add(ends[0], PollSet.READABLE);
    DESCRIPTORS.poll(started, 10_000);
    byte[] said = new byte[10];
    checks.equal("it has two children", Kernel.files().read(ends[0], said, 0, said.length), 8);
    for (int descriptor : List.of(ends[0], ends[1], output)) {
      Kernel.files().close(descriptor);
    }
    checks.equal("kill its group", PROCESSES.signalGroup(pid, Signals.SIGKILL), 0);
    for (int i = 0; i < 3; i++) {
      checks.atLeast("one of three that die", await(exit), 2);
      checks.isTrue("killed", exit.killed() && exit.signal() == Signals.SIGKILL);
    }
    checks.equal("no group", PROCESSES.signalGroup(pid, Signals.SIGKILL), -Errno.ESRCH);
    checks.equal("everybody is no group", PROCESSES.signalGroup(1, 0), -Errno.EINVAL);
    checks.equal("nor is our own", PROCESSES.signalGroup(0, 0), -Errno.EINVAL);
  }

  /** Its parent ends while it is stopped; its own child has nothing to do with that. */
  private static void killedWithItsParent(Checks checks, ChildExit exit) {
    int[] ends = new int[2];
    DESCRIPTORS.pipe(ends);
    int output = DESCRIPTORS.duplicate(ends[1], 20);
    int parent = PROCESSES.fork();
    if (parent == 0) {
      List<String> words = List.of("sh", "-c", "echo stopped >&0; kill -STOP $$; echo alive >&0");
      PROCESSES.spawnLeader(launch("/bin/sh", words, List.of(output)));
      PollSet stopped = new PollSet();
      stopped.add(ends[0], PollSet.READABLE);
      DESCRIPTORS.poll(stopped, 10_000);
      PROCESSES.exit(0);
    }
    checks.equal("the parent ends", await(exit), parent);
    checks.atLeast("so does the leader, now ours", await(exit), 2);
    while (exit.stopped()) {
      checks.atLeast("that was stopped", await(exit), 2);
    }
    checks.isTrue("by SIGKILL", exit.killed() && exit.signal() == Signals.SIGKILL);
    byte[] said = new byte[20];
    checks.equal("and said no more", Kernel.files().read(ends[0], said, 0, said.length), 8);
    for (int descriptor : List.of(ends[0], ends[1], output)) {
      Kernel.files().close(descriptor);
    }
  }

  private static void limitedUser(Checks checks, ChildExit exit) {
    int pid = PROCESSES.fork();
    if (pid == 0) {
      // Root has no limit.
      boolean isRoot = Kernel.calls().identities().effectiveUid() == 0;
      int limited = PROCESSES.limitOfUser(1);
      int more = isRoot ? -Errno.EPERM : PROCESSES.limitOfUser(2);
      int child = isRoot ? -Errno.EAGAIN : PROCESSES.fork();
      PROCESSES.exit(limited == 0 && more == -Errno.EPERM && child == -Errno.EAGAIN ? 42 : 1);
    }
    checks.equal("the limited one's end", await(exit), pid);
    checks.isTrue("it could start nothing", exit.exited() && exit.code() == 42);
  }

  private static void shared(Checks checks, ChildExit exit) {
    checks.isTrue("fewer than no words", Kernel.sharedWords(-1).isEmpty());
    checks.equal("no words", Kernel.sharedWords(0).orElseThrow().forget(), 0);
    Optional<SharedWords> mapped = Kernel.sharedWords(1000);
    checks.isTrue("shared words", mapped.isPresent());
    SharedWords words = mapped.orElseThrow();
    words.set(0, 1L << 40);
    int pid = PROCESSES.fork();
    if (pid == 0) {
      words.set(999, words.get(0) - 1);
      int forgotten = words.forget();
      words.set(0, 5);
      PROCESSES.exit(forgotten == 0 && words.get(999) == 0 && words.count() == 0 ? 42 : 1);
    }
    checks.equal("the sharer's end", await(exit), pid);
    checks.isTrue("it could let go of them", exit.exited() && exit.code() == 42);
    checks.equal("what it wrote before", words.get(999), (1L << 40) - 1);
    checks.equal("not what it wrote then", words.get(0), 1L << 40);
    words.set(1000, 7);
    checks.equal("none beyond", words.get(1000) + words.get(-1), 0);
    checks.equal("forget them", words.forget(), 0);
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
