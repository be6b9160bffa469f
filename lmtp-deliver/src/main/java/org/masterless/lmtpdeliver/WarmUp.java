package org.masterless.lmtpdeliver;

import org.masterless.system.Calls;
import org.masterless.system.ChildExit;
import org.masterless.system.Errno;
import org.masterless.system.Log;
import org.masterless.system.PollSet;
import org.masterless.system.Signals;

/**
 * Has the service load what each delivery would load else to look its user up. A source that hangs
 * would hang the service with it, and nobody would be served: so a process that is killed in time
 * tries it first.
 */
final class WarmUp {
  /** What the process that tries may take, in milliseconds; usually it is one or two. */
  private static final int MOST = 1000;

  /** After that it is not waited for: it may be where no signal reaches it. */
  private static final int PATIENCE = 1500;

  private static final int LONGEST_PAUSE = 20;
  private static final int NOBODY = 0;

  private final Calls calls;
  private final Log log;
  private final Session session;

  private WarmUp(Calls calls, Log log, Session session) {
    this.calls = calls;
    this.log = log;
    this.session = session;
  }

  /** Answers the pid of a child that is no delivery and has not ended yet, or 0. */
  static int run(Calls calls, Log log, Session session) {
    return new WarmUp(calls, log, session).run();
  }

  private int run() {
    int pid = calls.processes().fork();
    if (pid == 0) {
      tryIt();
    }
    if (pid < 0) {
      withoutIt("fork: " + Errno.message(pid));
      return NOBODY;
    }
    ChildExit exit = new ChildExit();
    boolean hasEnded = await(pid, exit);
    if (hasEnded && exit.exited() && exit.code() == 0) {
      session.warmUp();
    } else {
      withoutIt("a look-up failed, or takes longer than " + MOST + " ms");
    }
    return hasEnded ? NOBODY : pid;
  }

  /** The child: never returns. */
  private void tryIt() {
    int answer = calls.processes().dieAfter(MOST);
    if (answer >= 0) {
      session.warmUp();
    }
    calls.processes().exit(answer < 0 ? 1 : 0);
  }

  private boolean await(int pid, ChildExit exit) {
    long deadline = calls.clock().milliseconds() + PATIENCE;
    int pause = 1;
    int ended = calls.processes().reap(exit);
    while (ended != pid || exit.stopped()) {
      if (calls.clock().milliseconds() > deadline) {
        calls.processes().signal(pid, Signals.SIGKILL);
        return false;
      }
      calls.descriptors().poll(new PollSet(), pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      ended = calls.processes().reap(exit);
    }
    return true;
  }

  private void withoutIt(String why) {
    log.warning("sources of users are not loaded beforehand: " + why);
  }
}
