package org.masterless.generator.applied;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.generator.applied.InstanceState.Applied;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Log;

/**
 * Puts an edit in force: new ports open, those that are gone close, all others go on, and what has
 * become wrong stays as it was.
 */
final class Reload {
  private final Files files;
  private final InstanceState state;
  private final Systemctl systemctl;
  private final Log log;

  Reload(Files files, InstanceState state, Systemctl systemctl, Log log) {
    this.files = files;
    this.state = state;
    this.systemctl = systemctl;
    this.log = log;
  }

  /** How a reload ended. */
  enum Outcome {
    /** All is as the files say. */
    WHOLE,
    /** Some entries stay as they were, or some unit didn't do as it was told. */
    PARTLY,
    /** Nothing has changed, as the files are no good. */
    REFUSED,
    /** Nothing has changed, as the stand-in and what it holds would have to be others. */
    TAKES_STOP
  }

  /**
   * Reads the files in {@code source}.
   *
   * @param source the configuration directory, or the copy that is in force
   */
  Outcome run(Source source) {
    Optional<Applied> applied = state.read(files);
    if (applied.isEmpty()) {
      log.error(
          "what is in force of " + state.name() + " isn't kept: only a restart applies edits");
      return Outcome.PARTLY;
    }
    String directory = applied.get().directory();
    Draft draft = Draft.make(files, state, directory, source.folder(state, directory));
    ProblemLog.tell(log, draft.problems());
    String objection = objection(draft, applied.get());
    if (!objection.isEmpty()) {
      return refuse(objection);
    }
    if (!draft.staging().identity().equals(applied.get().identity())) {
      return Outcome.TAKES_STOP;
    }
    boolean isWhole = apply(applied.get(), draft.staging());
    return isWhole && !draft.problems().hasErrors() ? Outcome.WHOLE : Outcome.PARTLY;
  }

  private Outcome refuse(String reason) {
    log.error(reason + "; nothing is changed");
    return Outcome.REFUSED;
  }

  private static String objection(Draft draft, Applied applied) {
    if (!draft.failure().isEmpty() || !draft.isWritable()) {
      return draft.failure().isEmpty() ? "not all units can be written" : draft.failure();
    }
    return draft.hasBrokenMainCf(applied.directory())
        ? "no daemon would start with this main.cf"
        : "";
  }

  private boolean apply(Applied applied, Staging staging) {
    UnitFiles made = new UnitFiles(files, state.newUnits());
    UnitFiles inForce = UnitFiles.inForce(files);
    Plan plan =
        Plan.of(applied.paths(), staging.paths(), staging.kept(), inForce::text, made::text);
    int answer = AppliedCopy.move(files, state);
    boolean isUnfinished = state.isUnfinished(files);
    if (plan.isEmpty() && !isUnfinished) {
      return answer >= 0;
    }
    answer = Math.min(answer, state.begin(files));
    List<String> after = new ArrayList<>(staging.paths());
    after.addAll(plan.kept);
    List<String> all = new ArrayList<>(after);
    all.addAll(plan.removed);
    answer = Math.min(answer, state.write(files, applied.with(all)));
    if (answer < 0) {
      log.error("can't note what is to change: " + Errno.message(answer));
      return false;
    }
    systemctl.ask(List.of("stop"), plan.stoppedBefore);
    for (String path : plan.replaced) {
      answer = Math.min(answer, inForce.take(made, path));
    }
    for (String path : plan.removed) {
      if (!plan.stoppedAfter.contains(path)) {
        inForce.remove(path);
      }
    }
    start(plan);
    for (String path : plan.stoppedAfter) {
      inForce.remove(path);
    }
    if (isUnfinished) {
      catchUp(applied.with(after));
    }
    answer = Math.min(answer, state.write(files, applied.with(after)));
    if (answer < 0) {
      log.error("not all units could be replaced: " + Errno.message(answer));
    }
    boolean isWhole = answer >= 0 && !systemctl.hasFailed();
    if (isWhole) {
      state.finish(files);
    }
    return isWhole;
  }

  /** What an earlier change didn't come to, or what failed then, isn't known: all is done again. */
  private void catchUp(Applied applied) {
    systemctl.ask(List.of("start"), applied.units(UnitPath::isSocket));
    systemctl.ask(List.of("try-restart"), applied.units(UnitPath::isService));
  }

  private void start(Plan plan) {
    systemctl.reloadDaemon();
    systemctl.ask(List.of("stop"), plan.moved);
    systemctl.ask(List.of("start"), plan.started);
    systemctl.ask(List.of("stop"), plan.stoppedAfter);
    systemctl.ask(List.of("try-restart"), plan.restarted);
  }
}
