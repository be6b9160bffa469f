package org.masterless.supervisor;

import java.util.Optional;
import org.masterless.system.Clock;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Identities;
import org.masterless.system.Identities.Account;
import org.masterless.system.JournalLine;
import org.masterless.system.Launch;
import org.masterless.system.Output;
import org.masterless.system.Processes;
import org.masterless.system.Signals;

/** {@link Actions} on real daemons. */
final class DaemonActions implements Actions {
  private final Settings settings;
  private final DaemonWords words;
  private final Inheritance inheritance;
  private final StatusChannel channel;
  private final Waker waker;
  private final Optional<Account> mailOwner;
  private final Files files;
  private final Processes processes;
  private final Identities identities;
  private final Clock clock;

  /** {@code mailOwner} is set where the supervisor itself is root. */
  DaemonActions(
      Settings settings,
      DaemonWords words,
      Inheritance inheritance,
      StatusChannel channel,
      Waker waker,
      Optional<Account> mailOwner,
      Files files,
      Processes processes,
      Identities identities,
      Clock clock) {
    this.settings = settings;
    this.words = words;
    this.inheritance = inheritance;
    this.channel = channel;
    this.waker = waker;
    this.mailOwner = mailOwner;
    this.files = files;
    this.processes = processes;
    this.identities = identities;
    this.clock = clock;
  }

  @Override
  public int spawn(int generation, boolean stress) {
    return processes.spawn(
        new Launch(
            settings.program(),
            words.arguments(stress),
            words.environment(generation),
            inheritance.forDaemon(channel.daemonEnd()),
            inheritance.complaints()));
  }

  @Override
  public void replaceStatusChannel() {
    int answer = channel.open();
    if (answer < 0) {
      say(JournalLine.ERROR, "status channel: " + Errno.message(answer));
    }
  }

  /**
   * Root without CAP_DAC_OVERRIDE may not pass {@code private/}, so it asks as the mail owner, whom
   * the folder belongs to.
   */
  @Override
  public void wake() {
    int answer = mailOwner.isPresent() ? wakeAs(mailOwner.get().uid()) : wakeNow();
    if (answer < 0) {
      say(
          JournalLine.WARNING,
          "cannot wake service " + settings.service() + ": " + Errno.message(answer));
    }
  }

  private int wakeAs(int uid) {
    int answer = identities.setEffectiveUid(uid);
    if (answer < 0) {
      return answer;
    }
    int woken = wakeNow();
    answer = identities.setEffectiveUid(0);
    return answer < 0 ? answer : woken;
  }

  private int wakeNow() {
    return waker.wake(inheritance.listeners().get(0), clock.milliseconds());
  }

  @Override
  public void terminate(int pid) {
    processes.signal(pid, Signals.SIGTERM);
  }

  @Override
  public void say(int priority, String text) {
    Output.write(files, Output.STANDARD_ERROR, JournalLine.of(priority, text));
  }
}
