package org.masterless.supervisor;

import org.masterless.system.Launch;
import org.masterless.system.Log;
import org.masterless.system.Processes;

/** {@link Actions} on real daemons. */
final class DaemonActions implements Actions {
  private final Processes processes;
  private final DaemonWords words;
  private final Inheritance inheritance;
  private final int ruleset;
  private final Waker waker;
  private final Log log;

  /** {@code ruleset} is what restricts each daemon, or {@link Isolation#NONE}. */
  DaemonActions(
      Processes processes,
      DaemonWords words,
      Inheritance inheritance,
      int ruleset,
      Waker waker,
      Log log) {
    this.processes = processes;
    this.words = words;
    this.inheritance = inheritance;
    this.ruleset = ruleset;
    this.waker = waker;
    this.log = log;
  }

  @Override
  public int spawn(int generation, boolean stress) {
    return processes.spawn(
        new Launch(
            words.program(),
            words.arguments(stress),
            words.environment(generation),
            inheritance.forDaemon(),
            ruleset,
            log.at(inheritance.complaints())));
  }

  @Override
  public int replaceStatusChannel() {
    return inheritance.channel().open();
  }

  @Override
  public int wake() {
    return waker.wake();
  }

  @Override
  public void say(int priority, String text) {
    log.say(priority, text);
  }
}
