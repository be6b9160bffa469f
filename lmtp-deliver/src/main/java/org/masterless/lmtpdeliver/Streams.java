package org.masterless.lmtpdeliver;

import org.masterless.system.Calls;

/** Standard input, output and error, which are open in every process. */
final class Streams {
  /** The lowest descriptor that is none of them. */
  static final int FIRST_FREE = 3;

  private static final int LAST = Integer.MAX_VALUE;

  private Streams() {}

  /** Closes all but them and one descriptor; answers 0 or {@code -errno}. */
  static int closeAllBut(Calls calls, int descriptor) {
    int below =
        descriptor <= FIRST_FREE ? 0 : calls.descriptors().closeRange(FIRST_FREE, descriptor - 1);
    return below < 0
        ? below
        : calls.descriptors().closeRange(Math.max(FIRST_FREE, descriptor + 1), LAST);
  }
}
