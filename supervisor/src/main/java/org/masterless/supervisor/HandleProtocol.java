package org.masterless.supervisor;

/**
 * What stand-in and supervisors say to each other over the instance's handle socket.
 *
 * <p>It is an AF_UNIX packet socket in a folder of root's, for the mail owner and root alone. The
 * stand-in sends one byte, {@link #RELOAD} or {@link #STOP}. A supervisor sends {@link #report}
 * when its numbers change. There is nothing else, so nothing else can be asked for.
 */
public final class HandleProtocol {
  /** Let daemons go after their client, and new ones read the new configuration. */
  public static final int RELOAD = 'R';

  /** Let daemons finish, and end. */
  public static final int STOP = 'S';

  /** A report is at most so long. */
  public static final int LONGEST_REPORT = 24;

  private HandleProtocol() {}

  /** {@code "BUSY TOTAL"}, processes in decimal. */
  static String report(int busy, int total) {
    return busy + " " + total;
  }
}
