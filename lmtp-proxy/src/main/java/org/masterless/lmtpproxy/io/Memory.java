package org.masterless.lmtpproxy.io;

/**
 * What clients can make the program remember, of all sessions together.
 *
 * @param envelopes where there is no more for one, its recipient has to come again later
 * @param messages where there is no more, they lie in files from there on
 */
public record Memory(Budget envelopes, Budget messages) {
  /** Half of the heap; the other half is for everything else. */
  public static Memory ofHeap(long bytes) {
    return new Memory(new Budget(bytes / 4), new Budget(bytes / 4));
  }
}
