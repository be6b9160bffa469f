package org.masterless.generator.applied;

import org.masterless.system.Environment;
import org.masterless.system.Numbers;
import org.masterless.system.Processes;

/** The main process of the unit that runs us. */
record Standin(Processes processes) {
  private static final int MOST_PIDS = 1 << 22;

  /** Sends it a signal; systemd says who it is (systemd.exec(5), MAINPID). */
  boolean tell(Environment environment, int signal) {
    int pid = Numbers.parse(environment.get("MAINPID").orElse(""), MOST_PIDS);
    return pid > 1 && processes.signal(pid, signal) >= 0;
  }
}
