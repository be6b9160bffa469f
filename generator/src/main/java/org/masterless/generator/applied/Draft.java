package org.masterless.generator.applied;

import org.masterless.generator.Configurations;
import org.masterless.generator.Generation;
import org.masterless.generator.applied.AppliedCopy.Taken;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.system.Files;

/**
 * The units of an instance as its files want them, made of a copy of those and not in force yet.
 *
 * @param failure why there is nothing that could be put in force; empty where there is
 * @param isWritable whether all could be written that there was to write
 */
record Draft(Staging staging, Problems problems, String failure, boolean isWritable) {

  /**
   * Makes all units.
   *
   * @param directory of the configuration, as it is listed
   * @param source folder of the files to read
   */
  static Draft make(Files files, InstanceState state, String directory, String source) {
    Staging staging = new Staging(files, state);
    Taken taken = AppliedCopy.take(files, state, source);
    if (!taken.failure().isEmpty()) {
      return new Draft(staging, new Problems(), taken.failure(), !taken.isReadable());
    }
    Configurations copy =
        state.isOfServices()
            ? Configurations.onlyServices(state.newCopy())
            : Configurations.only(directory, state.newCopy());
    Problems problems = new Generation(files, "", copy, staging).run();
    return new Draft(staging, problems, objection(staging, state, directory), !staging.failed());
  }

  /** A services.cf may well be empty. */
  private static String objection(Staging staging, InstanceState state, String directory) {
    if (state.isOfServices()) {
      return "";
    }
    if (staging.handle().isEmpty()) {
      return "no units can be made for " + directory;
    }
    return staging.hasSockets() ? "" : "no service is left in " + directory + "/master.cf";
  }

  /** With a main.cf that is wrong, no daemon of Postfix starts (dict.c, mac_parse.c). */
  boolean hasBrokenMainCf(String directory) {
    for (Problem problem : problems.all()) {
      if (problem.isError() && problem.place().file().equals(directory + "/main.cf")) {
        return true;
      }
    }
    return false;
  }
}
