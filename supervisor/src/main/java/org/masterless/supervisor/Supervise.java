package org.masterless.supervisor;

import java.util.Optional;
import org.masterless.system.Arguments;
import org.masterless.system.Calls;
import org.masterless.system.CommandLine;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Identities.Account;
import org.masterless.system.Kernel;
import org.masterless.system.ListenDescriptors;
import org.masterless.system.Log;
import org.masterless.system.Notifier;
import org.masterless.system.PollSet;
import org.masterless.system.Signals;

/** {@code supervise}: runs the daemons of one service of master.cf, under systemd. */
public final class Supervise {
  private static final int SYSTEM = 71;

  private static final Calls CALLS = Kernel.calls();

  private final Settings settings;
  private final Environment environment;
  private final Log log;

  private Supervise(Settings settings, Environment environment, Log log) {
    this.settings = settings;
    this.environment = environment;
    this.log = log;
  }

  public static void main(String[] unused) {
    Environment environment = Environment.ofProgram();
    Log log = Log.of(CALLS.files(), environment, "supervise");
    int status =
        SettingsReader.read(Arguments.ofProgram())
            .run(
                "supervise",
                SettingsReader.options(),
                CALLS.files(),
                log,
                settings -> new Supervise(settings, environment, log).run());
    CALLS.processes().exit(status);
  }

  private int run() {
    int count = ListenDescriptors.count(environment, CALLS.processes().pid());
    if (count == 0) {
      log.error("no listening socket: to be started by systemd, with the service's socket unit");
      return CommandLine.USAGE;
    }
    Inheritance inheritance = new Inheritance(CALLS, count);
    String failed = inheritance.gather(settings.flow());
    if (!failed.isEmpty()) {
      return failLater(failed);
    }
    boolean isRoot = CALLS.identities().effectiveUid() == 0;
    Optional<Account> mailOwner =
        isRoot ? CALLS.identities().find(settings.user()) : Optional.empty();
    if (isRoot && mailOwner.isEmpty() && !settings.user().isEmpty()) {
      return failLater("unknown user " + settings.user());
    }
    failed = prepare(isRoot);
    return failed.isEmpty() ? supervise(inheritance, mailOwner) : failLater(failed);
  }

  /** What is to be so before the first daemon starts; answers what failed, or nothing. */
  private static String prepare(boolean isRoot) {
    int answer = CALLS.processes().adoptOrphans();
    if (answer < 0) {
      return "cannot adopt orphans: " + Errno.message(answer);
    }
    answer = isRoot ? CALLS.identities().bequeathNoCapabilities() : 0;
    return answer < 0 ? "capset: " + Errno.message(answer) : "";
  }

  private int isolate(Inheritance inheritance) {
    return settings.isolate()
        ? inheritance.keepAside(new Isolation(CALLS.confinement(), CALLS.files(), log).impose())
        : Isolation.NONE;
  }

  /** {@code mailOwner} is whom a supervisor that is root has to become to wake its daemon. */
  private int supervise(Inheritance inheritance, Optional<Account> mailOwner) {
    int signals =
        CALLS.signals().open(Signals.SIGHUP, Signals.SIGTERM, Signals.SIGINT, Signals.SIGCHLD);
    if (signals < 0) {
      return failLater("signalfd: " + Errno.message(signals));
    }
    Waker waker = new Waker(settings, CALLS, mailOwner, inheritance.listeners().get(0));
    DaemonWords words = new DaemonWords(settings, environment);
    Actions actions =
        new DaemonActions(CALLS.processes(), words, inheritance, isolate(inheritance), waker, log);
    Supervision supervision = new Supervision(settings, actions);
    new EventLoop(
            CALLS,
            signals,
            supervision,
            inheritance,
            waker,
            new HandleLink(CALLS.files(), CALLS.sockets(), settings.handle()),
            new StatusText(new Notifier(CALLS.files(), CALLS.sockets(), environment)))
        .run();
    return supervision.isOutdated() ? SYSTEM : 0;
  }

  /**
   * systemd would start us again at once for a client that still waits, many times a second; so the
   * pace is set here.
   */
  private int failLater(String reason) {
    long wait = Math.max(1000, Math.min(settings.throttle(), 60_000));
    log.error(reason + "; giving up in " + wait / 1000 + " s");
    CALLS.descriptors().poll(new PollSet(), (int) wait);
    return SYSTEM;
  }
}
