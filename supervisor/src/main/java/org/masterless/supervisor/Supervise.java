package org.masterless.supervisor;

import java.util.Optional;
import org.masterless.supervisor.SettingsReader.Help;
import org.masterless.supervisor.SettingsReader.Misunderstood;
import org.masterless.supervisor.SettingsReader.Outcome;
import org.masterless.supervisor.SettingsReader.Understood;
import org.masterless.system.Arguments;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Identities;
import org.masterless.system.Identities.Account;
import org.masterless.system.JournalLine;
import org.masterless.system.Kernel;
import org.masterless.system.ListenDescriptors;
import org.masterless.system.Notifier;
import org.masterless.system.Output;
import org.masterless.system.PollSet;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;
import org.masterless.system.Version;

/** {@code supervise}: runs the daemons of one service of master.cf, under systemd. */
public final class Supervise {
  private static final int USAGE = 64;
  private static final int SYSTEM = 71;

  private static final Files FILES = Kernel.files();
  private static final Processes PROCESSES = Kernel.processes();
  private static final Sockets SOCKETS = Kernel.sockets();

  private Supervise() {}

  public static void main(String[] unused) {
    Outcome outcome = SettingsReader.read(Arguments.ofProgram());
    if (outcome instanceof Understood understood) {
      PROCESSES.exit(run(understood.settings(), Environment.ofProgram()));
    } else if (outcome instanceof Help help) {
      String text = help.isVersion() ? Version.TEXT : SettingsReader.options().help();
      Output.write(FILES, Output.STANDARD_OUTPUT, text);
      PROCESSES.exit(0);
    } else if (outcome instanceof Misunderstood misunderstood) {
      complain(misunderstood.complaint() + "; see supervise --help");
      PROCESSES.exit(USAGE);
    }
  }

  private static int run(Settings settings, Environment environment) {
    int count = ListenDescriptors.count(environment, PROCESSES.pid());
    if (count == 0) {
      complain("no listening socket: to be started by systemd, with the service's socket unit");
      return USAGE;
    }
    Inheritance inheritance = new Inheritance(FILES, Kernel.descriptors(), count);
    String failed = inheritance.gather(settings.flow());
    if (!failed.isEmpty()) {
      return failLater(settings, failed);
    }
    StatusChannel channel =
        new StatusChannel(FILES, SOCKETS, Kernel.descriptors(), inheritance.lowest());
    int answer = Math.min(channel.open(), PROCESSES.adoptOrphans());
    if (answer < 0) {
      return failLater(settings, "status channel: " + Errno.message(answer));
    }
    Optional<Account> mailOwner = mailOwner(settings);
    if (mailOwner.isEmpty() && !settings.user().isEmpty()) {
      return failLater(settings, "unknown user " + settings.user());
    }
    return supervise(settings, environment, inheritance, channel, mailOwner);
  }

  private static int supervise(
      Settings settings,
      Environment environment,
      Inheritance inheritance,
      StatusChannel channel,
      Optional<Account> mailOwner) {
    int signals =
        Kernel.signals().open(Signals.SIGHUP, Signals.SIGTERM, Signals.SIGINT, Signals.SIGCHLD);
    if (signals < 0) {
      return failLater(settings, "signalfd: " + Errno.message(signals));
    }
    Waker waker = new Waker(settings, FILES, SOCKETS, Kernel.descriptors());
    DaemonActions actions =
        new DaemonActions(
            settings,
            new DaemonWords(settings, environment),
            inheritance,
            channel,
            waker,
            mailOwner,
            FILES,
            PROCESSES,
            Kernel.identities(),
            Kernel.clock());
    new EventLoop(
            settings,
            new Supervision(settings, actions),
            channel,
            inheritance,
            waker,
            new HandleLink(FILES, SOCKETS, settings.handle()),
            new StatusText(new Notifier(FILES, SOCKETS, environment)),
            PROCESSES,
            Kernel.signals(),
            Kernel.descriptors(),
            Kernel.clock(),
            signals)
        .run();
    return 0;
  }

  /** Only a supervisor that is root has to become somebody to wake its daemon. */
  private static Optional<Account> mailOwner(Settings settings) {
    Identities identities = Kernel.identities();
    return identities.effectiveUid() == 0 ? identities.find(settings.user()) : Optional.empty();
  }

  /**
   * systemd would start us again at once for a client that still waits, many times a second; so the
   * pace is set here.
   */
  private static int failLater(Settings settings, String reason) {
    complain(reason + "; trying again in " + settings.throttle() / 1000 + " s");
    Kernel.descriptors().poll(new PollSet(), (int) Math.min(settings.throttle(), 60_000));
    return SYSTEM;
  }

  private static void complain(String text) {
    Output.write(FILES, Output.STANDARD_ERROR, JournalLine.of(JournalLine.ERROR, text));
  }
}
