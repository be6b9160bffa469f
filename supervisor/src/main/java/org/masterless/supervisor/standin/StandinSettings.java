package org.masterless.supervisor.standin;

import java.util.List;
import org.masterless.system.OptionReader;
import org.masterless.system.OptionReader.Options;

/**
 * What the stand-in was told on its command line.
 *
 * @param queueDirectory where {@code pid/master.pid} is
 * @param dataDirectory where {@code master.lock} is
 * @param user mail owner, whom the stand-in becomes
 * @param runtimeDirectory root's folder for the handle socket and the flow FIFO
 * @param apply root's socket to ask for edits to be applied, or empty
 */
record StandinSettings(
    String queueDirectory,
    String dataDirectory,
    String user,
    String runtimeDirectory,
    String apply) {

  static OptionReader options() {
    return new OptionReader("standin OPTION...", "masterless-standin(8)")
        .option("queue-directory", "DIR", "Postfix's queue_directory")
        .option("data-directory", "DIR", "Postfix's data_directory")
        .option("user", "NAME", "the mail owner, whom to become")
        .option("runtime-directory", "DIR", "where to put the handle socket and the flow FIFO")
        .option("apply", "PATH", "the socket to ask for an edit of master.cf to be applied");
  }

  /** The first required option that is missing, or nothing. */
  static String missing(Options options) {
    for (String name : List.of("queue-directory", "data-directory", "user", "runtime-directory")) {
      if (options.get(name, "").isEmpty()) {
        return name;
      }
    }
    return "";
  }

  static StandinSettings of(Options options) {
    return new StandinSettings(
        options.get("queue-directory", ""),
        options.get("data-directory", ""),
        options.get("user", ""),
        options.get("runtime-directory", ""),
        options.get("apply", ""));
  }

  String pidFile() {
    return queueDirectory + "/pid/master.pid";
  }

  String lockFile() {
    return dataDirectory + "/master.lock";
  }

  String handle() {
    return runtimeDirectory + "/handle";
  }

  String flow() {
    return runtimeDirectory + "/flow";
  }
}
