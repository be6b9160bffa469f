package org.masterless.supervisor.standin;

import java.util.Optional;
import org.masterless.system.Arguments;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Identities;
import org.masterless.system.Identities.Account;
import org.masterless.system.Kernel;
import org.masterless.system.Log;
import org.masterless.system.Notifier;
import org.masterless.system.OptionReader.Options;
import org.masterless.system.OptionReader.Reading;
import org.masterless.system.OptionReader.UsageError;
import org.masterless.system.Output;
import org.masterless.system.Privileges;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Version;

/**
 * {@code standin}: the main process of {@code postfix.service}, in the place of master(8).
 *
 * <p>It starts as root, because {@code pid/master.pid} is root's and has to stay so: root's own
 * {@code postfix stop} kills whom that file names. What it does as root is {@link #takeRootsPart},
 * no more; then it is the mail owner for good.
 */
public final class Standin {
  private static final int FAILURE = 1;
  private static final int USAGE = 64;

  private static final Files FILES = Kernel.files();
  private static final Identities IDENTITIES = Kernel.identities();
  private static final Processes PROCESSES = Kernel.processes();

  private Standin() {}

  public static void main(String[] unused) {
    Reading reading = StandinSettings.options().read(Arguments.ofProgram());
    if (reading instanceof UsageError error) {
      PROCESSES.exit(fail(error.text() + "; see standin --help", USAGE));
    } else if (reading instanceof Options options) {
      PROCESSES.exit(start(options));
    }
  }

  private static int start(Options options) {
    if (options.has("help") || options.has("version")) {
      String text = options.has("version") ? Version.TEXT : StandinSettings.options().help();
      return Output.write(FILES, Output.STANDARD_OUTPUT, text);
    }
    String missing = StandinSettings.missing(options);
    return missing.isEmpty()
        ? run(StandinSettings.of(options), Environment.ofProgram())
        : fail("option --" + missing + " is missing; see standin --help", USAGE);
  }

  private static int run(StandinSettings settings, Environment environment) {
    Optional<Account> owner = IDENTITIES.find(settings.user());
    if (owner.isEmpty()) {
      return fail("unknown user " + settings.user(), FAILURE);
    }
    Supervisors supervisors = new Supervisors(FILES, Kernel.sockets(), owner.get().uid());
    LockFile pidFile = takeRootsPart(settings, owner.get(), supervisors);
    Log log = Log.of(FILES, environment, "standin");
    ApplyRequest request = ApplyRequest.connect(Kernel.sockets(), log, settings.apply());
    if (!pidFile.isHeld()) {
      return fail(pidFile.complaint(), FAILURE);
    }
    String stillRoot = Privileges.drop(IDENTITIES, owner.get());
    if (!stillRoot.isEmpty()) {
      return fail("cannot become " + settings.user() + ": " + stillRoot, FAILURE);
    }
    LockFile lock = LockFile.take(FILES, settings.lockFile());
    if (!lock.isHeld()) {
      return fail(lock.complaint(), FAILURE);
    }
    int pid = PROCESSES.pid();
    int answer = Math.min(pidFile.write(FILES, pid), lock.write(FILES, pid));
    return answer < 0
        ? fail("cannot write the lock files: " + Errno.message(answer), FAILURE)
        : serve(environment, supervisors, request);
  }

  /**
   * All that root is needed for: the lock on root's pid file, and two files in root's folder that
   * the mail owner's group may use.
   *
   * @return the lock on the pid file, or why something of this failed
   */
  private static LockFile takeRootsPart(
      StandinSettings settings, Account owner, Supervisors supervisors) {
    LockFile pidFile = LockFile.take(FILES, settings.pidFile());
    if (!pidFile.isHeld()) {
      return pidFile;
    }
    int answer = IDENTITIES.setEffectiveGid(owner.gid());
    if (answer < 0) {
      return new LockFile(-1, "setegid: " + Errno.message(answer));
    }
    answer = makeFlow(settings.flow());
    if (answer < 0) {
      return new LockFile(-1, settings.flow() + ": " + Errno.message(answer));
    }
    answer = supervisors.listen(settings.handle());
    return answer < 0
        ? new LockFile(-1, settings.handle() + ": " + Errno.message(answer))
        : pidFile;
  }

  /** The one that is there stays, as running daemons hold it; our descriptor keeps its tokens. */
  private static int makeFlow(String path) {
    int answer = FILES.mkfifo(path, 0660);
    if (answer == 0) {
      answer = FILES.chmod(path, 0660);
    }
    if (answer < 0 && answer != -Errno.EEXIST) {
      return answer;
    }
    return Math.min(0, FILES.openNoFollow(path, Files.O_RDWR | Files.O_NONBLOCK, 0));
  }

  private static int serve(Environment environment, Supervisors supervisors, ApplyRequest request) {
    int signals =
        Kernel.signals()
            .open(
                Signals.SIGHUP,
                Signals.SIGUSR1,
                Signals.SIGUSR2,
                Signals.SIGTERM,
                Signals.SIGINT,
                Signals.SIGQUIT);
    if (signals < 0) {
      return fail("signalfd: " + Errno.message(signals), FAILURE);
    }
    Notifier notifier = new Notifier(FILES, Kernel.sockets(), environment);
    return new StandinLoop(Kernel.calls(), supervisors, notifier, request, signals).run();
  }

  private static int fail(String reason, int status) {
    Log.of(FILES, Environment.ofProgram(), "standin").error(reason);
    return status;
  }
}
