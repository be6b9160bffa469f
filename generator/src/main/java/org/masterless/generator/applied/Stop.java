package org.masterless.generator.applied;

import java.util.List;
import java.util.Optional;
import org.masterless.generator.applied.InstanceState.Applied;
import org.masterless.generator.translate.Debian12;
import org.masterless.system.Environment;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Signals;

/** What is to be done when the stand-in ends (ExecStop=), and when it has (ExecStopPost=). */
final class Stop {
  private static final List<String> KILLED = List.of("killed", "dumped");
  private static final List<String> KILLERS =
      List.of("signal", "core-dump", "watchdog", "oom-kill");

  private final Files files;
  private final InstanceState state;
  private final Systemctl systemctl;
  private final Standin standin;

  Stop(Files files, InstanceState state, Systemctl systemctl, Standin standin) {
    this.files = files;
    this.state = state;
    this.systemctl = systemctl;
    this.standin = standin;
  }

  /**
   * Before the end: nothing at all where the handle is to start again at once. Then all ports stay
   * open, and the start replaces what has changed and all processes.
   *
   * @param units of the whole instance
   */
  void before(String handle, List<String> units, Environment environment) {
    Optional<Applied> applied = state.read(files);
    boolean staysOpen =
        applied.isPresent()
            && Handle.job(systemctl, handle).restarts()
            && canStart(applied.get().directory())
            && state.noteRestart(files) >= 0
            && (state.isOfServices() || standin.tell(environment, Signals.SIGUSR2));
    if (!staysOpen) {
      state.forgetRestart(files);
      systemctl.ask(List.of("stop"), units);
    }
  }

  /** As units; and the distribution's unit has conditions, by which no start would follow. */
  private boolean canStart(String directory) {
    return Handle.isListed(files, directory)
        && AppliedCopy.isIn(files, directory, state.fileNames());
  }

  /**
   * Judges by what systemd says of the end (systemd.exec(5), SERVICE_RESULT, EXIT_CODE).
   *
   * @param units of the whole instance
   */
  void after(String handle, List<String> units, Environment environment) {
    Handle.Job job = Handle.job(systemctl, handle);
    if (wasKilled(environment) && job != Handle.Job.STOP) {
      // It comes back, and nothing else notices; Restart= would restart all services.
      systemctl.pause();
      systemctl.ask(List.of("--no-block", "start"), List.of(handle));
    } else if (!state.isRestarting(files) || !job.restarts()) {
      // Done already where systemd was told to stop it, but not by "postfix stop".
      state.forgetRestart(files);
      systemctl.ask(List.of("stop"), units);
      state.read(files).ifPresent(applied -> release(applied, job.restarts()));
    }
  }

  /** Itself, and not one of the programs that its unit runs before and after it. */
  private static boolean wasKilled(Environment environment) {
    return KILLED.contains(environment.get("EXIT_CODE").orElse(""))
        && KILLERS.contains(environment.get("SERVICE_RESULT").orElse(""));
  }

  private void release(Applied applied, boolean restarts) {
    new Pins(files, state).remove(applied);
    if (systemctl.answer("is-system-running").equals("stopping")) {
      return;
    }
    boolean isOurs = Handle.isListed(files, applied.directory());
    if (restarts && isOurs) {
      // The start that follows has systemd read all units anyway.
      return;
    }
    systemctl.reloadDaemon();
    if (restarts && applied.handle().equals("postfix.service") && isDebian12()) {
      systemctl.ask(List.of("--no-block", "start"), List.of(Debian12.UNIT));
    }
  }

  private boolean isDebian12() {
    return files.status(Debian12.GENERATOR, new FileStatus()) == 0;
  }
}
