package org.masterless.system;

/** The kernel's calls on processes. */
public interface Processes {
  /** How a child ends that may not execute its program; shells do the same, Postfix never does. */
  int MAY_NOT_EXECUTE = 126;

  int pid();

  /** The process that started this one; for a service's main process that is systemd. */
  int parent();

  /**
   * fork(2) and execve(2): the child has all signals at their default but the ignored ones, none
   * blocked, and the descriptors of {@code launch} alone, as all others are close-on-exec.
   *
   * @return its pid, or {@code -errno}; a child that can't be restricted or executed is an exit
   *     with status 1, or {@link #MAY_NOT_EXECUTE}
   */
  int spawn(Launch launch);

  /**
   * As {@link #spawn}, but the program leads a session and a process group of its own (setsid(2)),
   * so that {@link #signalGroup} reaches what it has started too, and is killed when we end
   * (PR_SET_PDEATHSIG), even if it has been stopped by then; unless it takes that back, or has more
   * rights than we.
   */
  int spawnLeader(Launch launch);

  /**
   * waitpid(2) for any child, without waiting: its pid, 0 if none changed, {@code -ECHILD} if none
   * is left.
   */
  int reap(ChildExit into);

  /**
   * fork(2): the child, where it answers 0, goes on in Java with all of our descriptors, and with
   * the signals blocked that we take as data: one that a stop sends to all processes doesn't end
   * it. It leaves with {@link #exit}.
   *
   * @return in the parent, the child's pid, or {@code -errno}
   */
  int fork();

  int signal(int pid, int signal);

  /** kill(2) of all processes that are in the group of {@code leader}. */
  int signalGroup(int leader, int signal);

  /**
   * Has the kernel end this process with SIGKILL in so many milliseconds, even if it has been
   * stopped by then (timer_create(2)), in place of when it was to end before. Nobody but the
   * process itself can change that; children don't inherit it, and what it executes is free of it.
   */
  int dieAfter(int milliseconds);

  /**
   * RLIMIT_NPROC, hard and soft: where this process's user has {@code most} processes and threads
   * on this machine, neither it nor what it starts can start another, {@code -EAGAIN}. Less than
   * before: more is {@code -EPERM} without CAP_SYS_RESOURCE.
   */
  int limitOfUser(int most);

  /** Orphaned descendants become our children, not systemd's (PR_SET_CHILD_SUBREAPER). */
  int adoptOrphans();

  /** Makes {@code folder} the working directory. */
  int chdir(String folder);

  /** Sets the file mode creation mask; answers the old one. */
  int umask(int mask);

  /** Ends the process at once. */
  void exit(int status);
}
