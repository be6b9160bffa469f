package org.masterless.system;

/** Writes all of a text to a descriptor, however many calls that takes. */
public final class Output {
  public static final int STANDARD_OUTPUT = 1;
  public static final int STANDARD_ERROR = 2;

  private Output() {}

  /** Answers 0, or {@code -errno} of the call that failed; what came before it is written. */
  public static int write(Files files, int descriptor, String text) {
    byte[] bytes = Octets.bytes(text);
    int done = 0;
    while (done < bytes.length) {
      int count = files.write(descriptor, bytes, done, bytes.length - done);
      if (count < 0 && count != -Errno.EINTR) {
        return count;
      }
      done += Math.max(0, count);
    }
    return 0;
  }
}
