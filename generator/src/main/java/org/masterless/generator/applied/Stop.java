package org.masterless.generator.applied;

import java.util.List;
import java.util.Optional;
import org.masterless.generator.Generation;
import org.masterless.generator.applied.InstanceState.Applied;
import org.masterless.generator.read.Instance;
import org.masterless.generator.read.Instances;
import org.masterless.generator.read.Problems;
import org.masterless.system.Environment;
import org.masterless.system.FileContent;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/** What is to be done when the stand-in has ended, however it did (ExecStopPost=). */
final class Stop {
  /** How the stand-in ends when somebody else than systemd has stopped it: "postfix stop". */
  private static final String ENDED_BY_SOMEBODY = "143";

  private static final List<String> KILLED = List.of("signal", "core-dump", "watchdog");

  /** Where there is this, postfix.service does nothing, and the real unit is another. */
  private static final String DEBIAN_12_GENERATOR =
      "/lib/systemd/system-generators/postfix-instance-generator";

  private final Files files;
  private final InstanceState state;
  private final Systemctl systemctl;

  Stop(Files files, InstanceState state, Systemctl systemctl) {
    this.files = files;
    this.state = state;
    this.systemctl = systemctl;
  }

  /**
   * Judges by what systemd says of the end (systemd.exec(5), SERVICE_RESULT, EXIT_STATUS).
   *
   * @param units of the whole instance, to be stopped where systemd hasn't been told to
   */
  void run(String handle, List<String> units, Environment environment) {
    boolean stoppedByHand = environment.get("EXIT_STATUS").orElse("").equals(ENDED_BY_SOMEBODY);
    if (stoppedByHand) {
      systemctl.ask(List.of("stop"), units);
    } else if (KILLED.contains(environment.get("SERVICE_RESULT").orElse(""))) {
      // It comes back, and nothing else notices; Restart= would restart all services.
      systemctl.pause();
      systemctl.ask(List.of("--no-block", "start"), List.of(handle));
      return;
    }
    Optional<Applied> applied = state.read(files);
    applied.ifPresent(this::release);
  }

  private void release(Applied applied) {
    new Pins(files, state).remove(applied);
    if (systemctl.answer("is-system-running").equals("stopping")) {
      return;
    }
    boolean restarts = isRestart(applied.handle());
    boolean isOurs = isListed(applied.directory());
    if (restarts && isOurs) {
      // The start that follows has systemd read all units anyway.
      return;
    }
    systemctl.reloadDaemon();
    if (restarts && applied.handle().equals("postfix.service") && isDebian12()) {
      systemctl.ask(List.of("--no-block", "start"), List.of("postfix@-.service"));
    }
  }

  /** The job that stops it becomes one that starts it, or is one of its own. */
  private boolean isRestart(String handle) {
    String jobs = "\n" + systemctl.answer("list-jobs", "--plain", "--no-legend") + "\n";
    int at = jobs.indexOf(" " + handle + " ");
    if (at < 0) {
      return false;
    }
    String rest = jobs.substring(at, jobs.indexOf('\n', at));
    return rest.contains(" restart ") || rest.contains(" start ");
  }

  private boolean isListed(String directory) {
    String list = FileContent.read(files, Generation.INSTANCES, Generation.LARGEST_FILE).text();
    for (Instance instance : Instances.read(Generation.INSTANCES, list, new Problems())) {
      if (instance.directory().equals(directory)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDebian12() {
    return files.status(DEBIAN_12_GENERATOR, new FileStatus()) == 0;
  }
}
