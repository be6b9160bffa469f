package org.masterless.system;

/** How many listening descriptors systemd passed, from 3 on (sd_listen_fds(3)). */
public final class ListenDescriptors {
  public static final int FIRST = 3;
  private static final int MOST = 1024;

  private ListenDescriptors() {}

  /** 0 where there are none, or where they were meant for another process. */
  public static int count(Environment environment, int pid) {
    String owner = environment.get("LISTEN_PID").orElse("");
    if (Numbers.parse(owner, Integer.MAX_VALUE) != pid) {
      return 0;
    }
    return Math.max(0, Numbers.parse(environment.get("LISTEN_FDS").orElse(""), MOST));
  }
}
