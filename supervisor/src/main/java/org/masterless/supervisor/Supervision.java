package org.masterless.supervisor;

import java.util.Map;
import java.util.TreeMap;
import org.masterless.system.ChildExit;
import org.masterless.system.Errno;
import org.masterless.system.JournalLine;
import org.masterless.system.Processes;
import org.masterless.system.Seldom;

/**
 * The state of one service and the rules by which its daemons come and go (master(8):
 * master_avail.c, master_spawn.c, master_status.c, master_wakeup.c).
 *
 * <pre>
 *   serving   ──reload──▶ serving, all daemons retired
 *   serving   ──a daemon fails──▶ throttled ──time──▶ serving
 *   serving, throttled ──stop──▶ stopping ──the last daemon is gone──▶ finished
 *   serving   ──no daemon for long──▶ finished
 * </pre>
 *
 * <p>It knows no kernel: events come in with the time of their happening, in milliseconds of a
 * clock that only goes forward, and {@link Actions} go out.
 */
final class Supervision {
  private final Settings settings;
  private final Actions actions;
  private final Map<Integer, Child> children = new TreeMap<>();
  private final Throttle throttle;
  private final Stress stress;
  private final WakeupTimer wakeups;
  private final Seldom partialWarnings = new Seldom(10_000);
  private final Seldom crowdWarnings = new Seldom(1_000_000);
  private int available;
  private int generation;
  private long idleSince;
  private boolean drained;
  private boolean stopping;
  private boolean outdated;
  private long startedAt;
  private long stopDeadline;

  Supervision(Settings settings, Actions actions) {
    this.settings = settings;
    this.actions = actions;
    this.throttle = new Throttle(settings.throttle());
    this.stress = new Stress(settings.usesStress());
    this.wakeups = new WakeupTimer(settings.wakeup());
  }

  // Events

  void start(long now) {
    startedAt = now;
    idleSince = now;
    wakeups.start(now);
  }

  /** A client waits at one of the listeners; only asked for while {@link #isListening}. */
  void clientWaits(long now) {
    if (!isListening()) {
      return;
    }
    if (!isWithinLimit(children.size() + 1) && stress.limitReached(now)) {
      retireAll(now);
    }
    spawn(now);
  }

  /** A status report came in; reports of strangers and of other generations mean nothing. */
  void reported(int pid, int reportedGeneration, boolean idle, long now) {
    Child child = children.get(pid);
    if (child == null || child.generation != reportedGeneration || child.isIdle() == idle) {
      return;
    }
    available -= child.isAvailable() ? 1 : 0;
    child.report(idle);
    available += child.isAvailable() ? 1 : 0;
    if (idle) {
      throttle.succeeded();
    } else {
      warnIfFull(now);
    }
  }

  /** A process ended or was stopped; one that isn't ours was drained by a daemon that is gone. */
  void changed(int pid, ChildExit exit, long now) {
    Child child = children.get(pid);
    if (child == null) {
      return;
    }
    if (exit.stopped()) {
      warn("process " + settings.program() + " pid " + pid + " stopped by signal " + exit.signal());
      return;
    }
    children.remove(pid);
    available -= child.isAvailable() ? 1 : 0;
    if (children.isEmpty()) {
      idleSince = now;
    }
    judge(pid, child, exit, now);
  }

  /**
   * All deaths of this moment were told.
   *
   * @param someAreLeft whether any process is left, of ours or drained: that finishes its clients
   *     without the daemon that it came from (event_server.c), and needs its unit for it
   */
  void reaped(boolean someAreLeft, long now) {
    boolean wasDrained = drained;
    drained = someAreLeft && children.isEmpty();
    if (wasDrained && !drained) {
      idleSince = now;
    }
  }

  /** Something came in that is no whole report, from a daemon that is broken or worse. */
  void reportedPartly(int length, long now) {
    if (partialWarnings.isDue(now)) {
      warn("a process sent a partial status update (" + length + " bytes)");
    }
  }

  /**
   * A daemon shut the status channel down for all that share it, which one in its right mind
   * doesn't do: those to come need another. Where there is none, the next start of us has one.
   */
  void channelWasShut(long now) {
    if (stopping) {
      return;
    }
    warn("a process shut down the status channel; retiring all processes");
    if (!retire()) {
      stop(now);
    }
  }

  /** Reload: daemons go after their client, new ones read the new configuration. */
  void reload(long now) {
    if (!stopping) {
      throttle.lift();
      retireAll(now);
    }
  }

  /** Stop: nobody new is served, and who is served has some time to finish. */
  void stop(long now) {
    if (!stopping) {
      stopping = true;
      stopDeadline = now + settings.grace();
      retire();
    }
  }

  /** Time has passed. */
  void tick(long now) {
    throttle.endIfOver(now);
    if (!stopping && wakeups.isDue(now) && !throttle.isActive()) {
      wake();
    }
  }

  // Questions

  /** Whether a waiting client is to be answered by a new process (master_avail_listen). */
  boolean isListening() {
    return !stopping && !throttle.isActive() && available == 0 && isWithinLimit(children.size());
  }

  /** Some daemon is free to take the next client. */
  boolean hasAvailable() {
    return available > 0;
  }

  boolean isThrottled() {
    return throttle.isActive();
  }

  boolean isStopping() {
    return stopping;
  }

  int busy() {
    int busy = 0;
    for (Child child : children.values()) {
      busy += child.isIdle() ? 0 : 1;
    }
    return busy;
  }

  int total() {
    return children.size();
  }

  /** 0 is none. */
  int limit() {
    return settings.processLimit() == 0 ? 0 : settings.mostProcesses();
  }

  /** Whether we stop because systemd has to set up our sandbox anew. */
  boolean isOutdated() {
    return outdated;
  }

  /**
   * Nothing is left to supervise, and nothing is expected; or who is left had its time. Those
   * systemd ends: the sandbox lets nobody of the mail owner's send signals, and a daemon takes
   * SIGTERM as it takes SIGKILL.
   */
  boolean isFinished(long now) {
    boolean isEmpty = children.isEmpty() && !drained;
    return stopping ? isEmpty || now >= stopDeadline : isEmpty && now >= idleDeadline();
  }

  /** When {@link #tick} has to be called next, if nothing else happens. */
  long nextDeadline() {
    if (stopping) {
      return stopDeadline;
    }
    long deadline = Math.min(wakeups.next(), idleDeadline());
    return throttle.isActive() ? Math.min(deadline, throttle.until()) : deadline;
  }

  // Rules

  private long idleDeadline() {
    boolean stays =
        settings.idleExit() == 0 || wakeups.next() != WakeupTimer.NEVER || throttle.isActive();
    return stays || drained || !children.isEmpty()
        ? WakeupTimer.NEVER
        : idleSince + settings.idleExit();
  }

  private boolean isWithinLimit(int processes) {
    return processes < settings.mostProcesses();
  }

  private void spawn(long now) {
    generation++;
    int pid = actions.spawn(generation, stress.isOn(now));
    if (pid < 0) {
      warn("cannot start a process: " + Errno.message(pid) + " -- throttling");
      throttle.failedAtStart(now);
      return;
    }
    children.put(pid, new Child(generation, now));
    available++;
    wakeups.used(now);
    if (children.size() == Settings.MOST_PROCESSES && crowdWarnings.isDue(now)) {
      warn(LimitWarning.ofCrowd(settings));
    }
  }

  private void judge(int pid, Child child, ChildExit exit, long now) {
    if (exit.exited() && exit.code() == 0) {
      if (child.leftAtOnce(now)) {
        pauseAfterNothing(pid, now);
      }
      return;
    }
    warn(
        "process "
            + settings.program()
            + " pid "
            + pid
            + (exit.exited()
                ? " exit status " + exit.code()
                : " killed by signal " + exit.signal()));
    if (exit.exited() && exit.code() == Processes.MAY_NOT_EXECUTE && isOld(now)) {
      startAnew(now);
    } else if (child.useCount() > 0) {
      throttle.failedInUse(now);
    } else if (throttle.failedAtStart(now)) {
      warn(settings.program() + ": bad command startup -- throttling");
    }
  }

  private boolean isOld(long now) {
    return now - startedAt >= settings.throttle();
  }

  /**
   * The sandbox lets one file be executed; when that is replaced, as by an upgrade of Postfix, the
   * new one can't be. Another reason comes back, but no sooner than after a throttle.
   */
  private void startAnew(long now) {
    if (!stopping) {
      warn(settings.program() + ": perhaps replaced -- starting anew in a new sandbox");
      outdated = true;
      stop(now);
    }
  }

  /**
   * The next one would go as fast for the client that still waits. Perhaps they see an end of the
   * channel that we don't (shutdown(2) of one direction), so there is to be a new one.
   */
  private void pauseAfterNothing(int pid, long now) {
    warn("process " + settings.program() + " pid " + pid + " exited without serving anybody");
    throttle.failedInUse(now);
    retire();
  }

  private void retireAll(long now) {
    retire();
    wakeups.start(now);
  }

  /** A channel that can't be replaced leaves its daemons in service, which is better than none. */
  private boolean retire() {
    int answer = actions.replaceStatusChannel();
    if (answer < 0) {
      actions.say(JournalLine.ERROR, "cannot retire processes: " + Errno.message(answer));
      return false;
    }
    for (Child child : children.values()) {
      child.retire();
    }
    available = 0;
    return true;
  }

  private void wake() {
    int answer = actions.wake();
    if (answer < 0) {
      warn("cannot wake service " + settings.service() + ": " + Errno.message(answer));
    }
  }

  private void warnIfFull(long now) {
    if (isWithinLimit(children.size()) || available > 0 || !stress.mayWarn(now)) {
      return;
    }
    LimitWarning.of(settings).forEach(this::warn);
  }

  private void warn(String text) {
    actions.say(JournalLine.WARNING, text);
  }
}
