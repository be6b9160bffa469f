package org.masterless.generator.applied;

import org.masterless.generator.Generation;
import org.masterless.generator.read.Instance;
import org.masterless.generator.read.Instances;
import org.masterless.generator.read.Problems;
import org.masterless.system.FileContent;
import org.masterless.system.Files;

/** What systemd and the admin mean to do with the unit that stands for an instance. */
final class Handle {
  private Handle() {}

  /** What systemd is about to do with it. */
  enum Job {
    NONE,
    STOP,
    START,
    RESTART;

    /** The job that stops it becomes one that starts it, or is one of its own. */
    boolean restarts() {
      return this == START || this == RESTART;
    }
  }

  static Job job(Systemctl systemctl, String handle) {
    String jobs = "\n" + systemctl.answer("list-jobs", "--plain", "--no-legend") + "\n";
    int at = jobs.indexOf(" " + handle + " ");
    String rest = at < 0 ? "" : jobs.substring(at, jobs.indexOf('\n', at));
    if (rest.contains(" restart ")) {
      return Job.RESTART;
    }
    return rest.contains(" start ") ? Job.START : rest.contains(" stop ") ? Job.STOP : Job.NONE;
  }

  /** Whether it is to be on units, as the list of instances says now. */
  static boolean isListed(Files files, String directory) {
    if (directory.equals(Generation.SERVICES_DIRECTORY)) {
      return true;
    }
    String list = FileContent.read(files, Generation.INSTANCES, Generation.LARGEST_FILE).text();
    for (Instance instance : Instances.read(Generation.INSTANCES, list, new Problems())) {
      if (instance.directory().equals(directory)) {
        return true;
      }
    }
    return false;
  }
}
