package org.masterless.system;

/**
 * Memory that a process has in common with those it forks afterwards: words of 64 bits, all 0 at
 * first. Each is read and written whole; nothing orders those of several processes.
 */
public interface SharedWords {
  int count();

  long get(int index);

  void set(int index, long value);

  /** Lets go of it for good, in this process alone (munmap(2)); it is empty for it then. */
  int forget();
}
