package org.masterless.system;

/** What a process gives up for good, for itself and for all that it starts. */
public interface Confinement {
  /** The machine's kind as uname(2) names it, like {@code x86_64}; empty when it can't be had. */
  String machine();

  /** Nothing that is executed from now on gives more rights than we have (PR_SET_NO_NEW_PRIVS). */
  int forgoPrivileges();

  /** Whether {@link #forgoPrivileges} is in force: 1, 0, or {@code -errno}. */
  int hasForgonePrivileges();

  /**
   * Hides the process's memory and descriptors from others of its own uid, and leaves no core dump
   * (PR_SET_DUMPABLE, prctl(2)); a program that is executed later is visible again.
   */
  int hideMemory();

  /** Whether {@link #hideMemory} is in force: 1, 0, or {@code -errno}. */
  int isMemoryHidden();

  /** Installs a seccomp filter; needs no-new-privileges. */
  int filterSystemCalls(SystemCallFilter filter);

  /**
   * A Landlock ruleset that lets a process signal none but itself and what it starts, by whatever
   * call, and connect to no abstract socket of others (landlock(7), {@code LANDLOCK_SCOPE_SIGNAL}
   * and {@code LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET}: Linux 6.12 and newer).
   *
   * @return its descriptor, or {@code -errno} where there is no such thing
   */
  int scopeRuleset();

  /** Restricts this process by a Landlock {@code ruleset}; needs no-new-privileges. */
  int restrict(int ruleset);
}
