package org.masterless.generator.applied;

import java.util.List;
import java.util.Optional;
import org.masterless.generator.applied.InstanceState.Applied;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Log;

/** Puts in force what an instance starts with. */
final class Start {
  private final Files files;
  private final InstanceState state;
  private final Systemctl systemctl;
  private final Log log;

  Start(Files files, InstanceState state, Systemctl systemctl, Log log) {
    this.files = files;
    this.state = state;
    this.systemctl = systemctl;
    this.log = log;
  }

  /**
   * Answers whether the instance can start.
   *
   * @param handle the unit that stands for it
   */
  boolean run(String directory, String handle) {
    Optional<Applied> applied = state.read(files);
    boolean isRestart = state.isRestarting(files);
    state.forgetRestart(files);
    if (applied.isPresent() && isDone(isRestart, applied.get())) {
      return true;
    }
    if (!Handle.isListed(files, directory)) {
      log.error(
          directory + " isn't listed any more: \"systemctl daemon-reload\", then start again");
      return false;
    }
    int answer = state.prepare(files);
    if (answer < 0) {
      return goWithout("can't make " + state.folder() + ": " + Errno.message(answer));
    }
    Draft draft = Draft.make(files, state, directory, directory);
    ProblemLog.tell(log, draft.problems());
    if (!draft.isWritable()) {
      return goWithout("can't write to " + state.folder());
    }
    if (!draft.failure().isEmpty()) {
      log.error(draft.failure());
      return false;
    }
    if (!draft.staging().handle().equals(handle)) {
      log.error(directory + " now belongs to " + draft.staging().handle() + ": start that");
      return false;
    }
    if (!draft.staging().folder().equals(state.name())) {
      systemctl.reloadDaemon();
      log.error("the instance has another multi_instance_name now: start it again");
      return false;
    }
    return pin(directory, draft.staging());
  }

  /** Whether nothing is left to do; else all that was in force is gone. */
  private boolean isDone(boolean isRestart, Applied applied) {
    if (isRestart) {
      return restart(applied);
    }
    if (systemctl.areActive(applied.units(UnitPath::isTarget))) {
      // The stand-in was killed and comes back: nobody has asked for anything new.
      return true;
    }
    // A start or a stop that was cut short.
    stop(applied);
    return false;
  }

  /**
   * All processes anew, and no port closed that stays; nothing where the files are no good. Answers
   * false where all had to be stopped.
   */
  private boolean restart(Applied applied) {
    Reload.Outcome outcome = new Reload(files, state, systemctl, log).run(Source.EDITED);
    // Else systemctl would warn of each unit whose master.cf has been edited.
    systemctl.reloadDaemon();
    switch (outcome) {
      case WHOLE, PARTLY -> systemctl.ask(List.of("try-restart"), services());
      case TAKES_STOP -> stop(applied);
      default -> {}
    }
    return outcome != Reload.Outcome.TAKES_STOP;
  }

  private List<String> services() {
    return state.read(files).map(now -> now.units(UnitPath::isService)).orElse(List.of());
  }

  private void stop(Applied applied) {
    systemctl.ask(List.of("stop"), applied.units(UnitPath::isUnit));
    new Pins(files, state).remove(applied);
    systemctl.reloadDaemon();
  }

  private boolean pin(String directory, Staging staging) {
    UnitFiles made = new UnitFiles(files, state.newUnits());
    List<String> paths = staging.paths();
    Applied applied = new Applied(directory, staging.handle(), staging.identity(), paths);
    int answer = state.write(files, applied);
    for (int i = 0; i < paths.size() && answer >= 0; i++) {
      answer = UnitFiles.inForce(files).take(made, paths.get(i));
    }
    answer = Math.min(answer, AppliedCopy.move(files, state));
    answer = Math.min(answer, AppliedCopy.link(files, state, directory));
    if (answer < 0) {
      new Pins(files, state).remove(applied);
      return goWithout("can't keep units in /run: " + Errno.message(answer));
    }
    systemctl.reloadDaemon();
    return true;
  }

  /** systemd has units already, so mail can flow. */
  private boolean goWithout(String reason) {
    log.warning(reason + "; edits are not inert until the next start");
    return true;
  }
}
