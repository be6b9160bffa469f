package org.masterless.supervisor;

import java.util.List;

/** What the journal is told when a service has all the processes that it may have. */
final class LimitWarning {
  private LimitWarning() {}

  /** In the words of master(8), which people search the web for. */
  static List<String> of(Settings settings) {
    return List.of(
        "service \""
            + settings.service()
            + "\" has reached its process limit \""
            + settings.mostProcesses()
            + "\": new clients may experience noticeable delays",
        "to avoid this condition, increase the process count in master.cf"
            + " or reduce the service time per client",
        "see https://www.postfix.org/STRESS_README.html for examples of"
            + " stress-adapting configuration settings");
  }

  /** Where it is our own limit, whatever master.cf says. */
  static String ofCrowd(Settings settings) {
    return "service \""
        + settings.service()
        + "\" has "
        + Settings.MOST_PROCESSES
        + " processes, the most that a supervisor can look after: new clients wait";
  }
}
