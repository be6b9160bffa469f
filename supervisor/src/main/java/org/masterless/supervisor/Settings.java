package org.masterless.supervisor;

import java.util.List;

/**
 * What a supervisor was told on its command line.
 *
 * @param service name as in master.cf, for messages
 * @param type as in master.cf, which decides how the daemon is woken
 * @param user mail owner, whom a supervisor that is root becomes to wake its daemon; or empty
 * @param processLimit most processes at a time; 0 is no limit
 * @param wakeup when to wake the daemon
 * @param endpoint what to connect to for that, relative to the queue directory; empty for inet
 * @param stress whether the first {@code -o stress=} of {@code arguments} is ours to change
 * @param throttle milliseconds to wait after a daemon that failed at start
 * @param idleExit milliseconds without a process after which to exit; 0 is never
 * @param grace milliseconds that daemons have to finish when the service stops
 * @param isolate whether daemons may reach no other process of their user
 * @param handle path of the stand-in's socket, or empty
 * @param flow path of the instance's flow FIFO, or empty for a pipe of our own
 * @param imports what of import_environment's words to give a daemon ({@link Imports})
 * @param program absolute path of the daemon
 * @param name its argv[0]
 * @param arguments argv[1] and on
 */
record Settings(
    String service,
    String type,
    String user,
    int processLimit,
    WakeupTimes wakeup,
    String endpoint,
    boolean stress,
    long throttle,
    long idleExit,
    long grace,
    boolean isolate,
    String handle,
    String flow,
    List<String> imports,
    String program,
    String name,
    List<String> arguments) {

  /** So many a supervisor has the memory for; whatever the limit, further clients wait. */
  static final int MOST_PROCESSES = 2500;

  /** The limit that counts: there is always one. */
  int mostProcesses() {
    return processLimit == 0 ? MOST_PROCESSES : Math.min(processLimit, MOST_PROCESSES);
  }

  /** Whether daemons can be told of stress, and there can be any: not where one process is all. */
  boolean usesStress() {
    return stress && processLimit > 1 && DaemonWords.knowStress(arguments);
  }

  /**
   * When a daemon is woken (master(5), "wakeup time").
   *
   * @param period milliseconds; 0 is never
   * @param onceUsed only from the first use on
   */
  record WakeupTimes(long period, boolean onceUsed) {
    boolean isNever() {
      return period == 0;
    }
  }
}
