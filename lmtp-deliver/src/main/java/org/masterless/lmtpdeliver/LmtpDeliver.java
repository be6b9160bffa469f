package org.masterless.lmtpdeliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.system.Arguments;
import org.masterless.system.Calls;
import org.masterless.system.CommandLine;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.Kernel;
import org.masterless.system.ListenDescriptors;
import org.masterless.system.Log;
import org.masterless.system.Notifier;
import org.masterless.system.SharedWords;
import org.masterless.system.Signals;

/**
 * {@code lmtp-deliver}: started by systemd with listening sockets, or with one connection as the
 * third descriptor or as standard input.
 */
public final class LmtpDeliver {
  private static final int STANDARD_INPUT = 0;
  private static final int SYSTEM = 71;

  private static final Calls CALLS = Kernel.calls();

  private final Settings settings;
  private final Environment environment;
  private final Log log;

  private LmtpDeliver(Settings settings, Environment environment, Log log) {
    this.settings = settings;
    this.environment = environment;
    this.log = log;
  }

  public static void main(String[] unused) {
    Environment environment = Environment.ofProgram();
    Log log = Log.of(CALLS.files(), environment, "lmtp-deliver");
    int status =
        SettingsReader.read(Arguments.ofProgram())
            .run(
                "lmtp-deliver",
                SettingsReader.options(),
                CALLS.files(),
                log,
                settings -> new LmtpDeliver(settings, environment, log).run());
    CALLS.processes().exit(status);
  }

  private int run() {
    int count = ListenDescriptors.count(environment, CALLS.processes().pid());
    if (count == 0 && isSocket(STANDARD_INPUT)) {
      return serveOne(STANDARD_INPUT);
    }
    if (count == 1 && !CALLS.sockets().isListening(ListenDescriptors.FIRST)) {
      return serveOne(ListenDescriptors.FIRST);
    }
    if (count == 0) {
      log.error("no socket: to be started by systemd, with the service's socket unit");
      return CommandLine.USAGE;
    }
    List<Integer> listeners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      listeners.add(ListenDescriptors.FIRST + i);
    }
    return serveAll(listeners);
  }

  private static boolean isSocket(int descriptor) {
    FileStatus status = new FileStatus();
    return CALLS.files().status(descriptor, status) >= 0 && status.isSocket();
  }

  private int serveAll(List<Integer> listeners) {
    for (int listener : listeners) {
      int answer = prepare(listener);
      if (answer < 0) {
        log.error("listening socket: " + Errno.message(answer));
        return SYSTEM;
      }
    }
    int signals = signals();
    if (signals < 0) {
      return SYSTEM;
    }
    // Where there is no limit, nobody can take all places.
    Optional<Places> places = places(settings.maxProcesses());
    if (places.isEmpty()) {
      return SYSTEM;
    }
    Session session = new Session(CALLS, settings, log, places.get());
    ServerStatus status =
        new ServerStatus(new Notifier(CALLS.files(), CALLS.sockets(), environment));
    new Server(CALLS, settings, log, listeners, signals, places.get(), session, status).run();
    return 0;
  }

  private Optional<Places> places(int count) {
    Optional<SharedWords> words = Kernel.sharedWords(count);
    if (words.isEmpty()) {
      log.error("no memory for " + count + " processes");
    }
    PlaceLimits limits = PlaceLimits.of(settings, CALLS.identities().effectiveUid());
    return words.map(mapped -> new Places(CALLS, mapped, limits));
  }

  /** Descriptor of what else would end deliveries. */
  private int signals() {
    int signals =
        CALLS.signals().open(Signals.SIGTERM, Signals.SIGINT, Signals.SIGHUP, Signals.SIGCHLD);
    if (signals < 0) {
      log.error("signalfd: " + Errno.message(signals));
    }
    return signals;
  }

  /** One connection, and then the end: systemd has accepted it. */
  private int serveOne(int connection) {
    new Notifier(CALLS.files(), CALLS.sockets(), environment).send("READY=1");
    int answer = prepare(connection);
    if (answer < 0) {
      log.error("connection: " + Errno.message(answer));
      return SYSTEM;
    }
    Optional<Places> none = places(0);
    if (signals() < 0 || none.isEmpty()) {
      return SYSTEM;
    }
    return Peers.of(CALLS, log, settings.peers()).include(connection)
        ? new Session(CALLS, settings, log, none.get()).run(connection)
        : 0;
  }

  private static int prepare(int socket) {
    int answer = CALLS.descriptors().setCloseOnExec(socket);
    return answer < 0 ? answer : CALLS.descriptors().setNonBlocking(socket, true);
  }
}
