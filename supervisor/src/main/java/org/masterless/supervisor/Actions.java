package org.masterless.supervisor;

/** What a {@link Supervision} does to the world; the kernel's side, or a test's. */
interface Actions {
  /**
   * Starts a daemon.
   *
   * @param generation the number that it will put into its status reports
   * @param stress whether to tell it {@code stress=yes}
   * @return its pid, or {@code -errno}
   */
  int spawn(int generation, boolean stress);

  /**
   * Closes the status channel and opens another for the daemons to come: idle daemons see the end
   * of the old one and exit, busy ones exit after their client.
   *
   * @return 0 or more, or {@code -errno} and the old one stays
   */
  int replaceStatusChannel();

  /**
   * Sends the daemon its wake-up through the service's own endpoint; 0 or more, or {@code -errno}.
   */
  int wake();

  /** One line for the journal; priorities are those of {@code JournalLine}. */
  void say(int priority, String text);
}
