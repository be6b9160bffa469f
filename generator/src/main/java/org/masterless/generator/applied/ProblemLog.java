package org.masterless.generator.applied;

import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.system.JournalLine;
import org.masterless.system.Log;

/** Tells problems to the journal, or to whoever sits at the terminal. */
final class ProblemLog {
  private ProblemLog() {}

  static void tell(Log log, Problems problems) {
    for (Problem problem : problems.all()) {
      log.say(problem.isError() ? JournalLine.ERROR : JournalLine.WARNING, problem.toString());
    }
  }
}
