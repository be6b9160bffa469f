package org.masterless.system;

/** The kernel's calls on descriptors as such; all new ones are close-on-exec. */
public interface Descriptors {
  /** pipe2(2), non-blocking: {@code into} gets the reading and the writing end. */
  int pipe(int[] into);

  /**
   * A copy of {@code descriptor} with a number of at least {@code lowest} (fcntl(2),
   * F_DUPFD_CLOEXEC).
   */
  int duplicate(int descriptor, int lowest);

  int setNonBlocking(int descriptor, boolean on);

  int setCloseOnExec(int descriptor);

  /**
   * Closes all that are open from {@code first} to {@code last}, both included, whosever they are
   * (close_range(2), Linux 5.9); {@code -EINVAL} where there can't be any.
   */
  int closeRange(int first, int last);

  /**
   * poll(2).
   *
   * @param milliseconds 0 returns at once, negative waits for ever
   * @return how many are ready, or {@code -errno}; {@code -EINTR} when a signal came first
   */
  int poll(PollSet set, int milliseconds);
}
