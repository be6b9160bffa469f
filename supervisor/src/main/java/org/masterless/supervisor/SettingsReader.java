package org.masterless.supervisor;

import java.util.List;
import org.masterless.supervisor.Settings.WakeupTimes;
import org.masterless.system.CommandLine;
import org.masterless.system.Numbers;
import org.masterless.system.OptionReader;
import org.masterless.system.OptionReader.Options;

/** Reads the command line of {@code supervise}; the table of its options. */
final class SettingsReader {
  private static final int MOST_SECONDS = 1_000_000;
  private static final int MOST_PROCESSES = 1_000_000;

  /** The names in Postfix's own default of import_environment. */
  private static final String IMPORTS =
      "MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG POSTLOG_SERVICE"
          + " POSTLOG_HOSTNAME";

  private static final String TYPES = " inet unix fifo pass unix-dgram ";

  private SettingsReader() {}

  static OptionReader options() {
    return new OptionReader(
            "supervise --service NAME --type TYPE [OPTION...] -- PROGRAM [ARG...]",
            "masterless-supervise(8)")
        .option("service", "NAME", "the service, as in master.cf")
        .option("type", "TYPE", "inet, unix, fifo, pass or unix-dgram, as in master.cf")
        .option("user", "NAME", "the mail owner, where the supervisor itself runs as root")
        .option("process-limit", "N", "most processes at a time; 0 is no limit (100)")
        .option("wakeup", "N[?]", "wake the daemon every N seconds; with ?, once it was used")
        .option("endpoint", "PATH", "the socket to wake it by, below the working directory")
        .flag("stress", "change the first \"-o stress=\" of ARG to yes under load")
        .option("throttle", "SECONDS", "wait after a daemon that failed at start (60)")
        .option("idle-exit", "SECONDS", "exit when no daemon ran for so long; 0 is never (3600)")
        .option("grace", "SECONDS", "time for daemons to finish when stopping (3)")
        .flag("isolate", "daemons may neither signal nor limit other processes of their user")
        .option("handle", "PATH", "the stand-in's socket")
        .option("flow", "PATH", "the instance's flow FIFO, for cleanup and qmgr")
        .option("import", "NAMES", "environment to give: names of ours, or NAME=VALUE")
        .option("argv0", "NAME", "argv[0] of the daemon (the last part of PROGRAM)");
  }

  /** What the words mean, or what is wrong with them. */
  static CommandLine<Settings> read(List<String> words) {
    return CommandLine.read(options(), words, SettingsReader::firstWrong, SettingsReader::settings);
  }

  private static String firstWrong(Options options) {
    if (options.get("service", "").isEmpty()) {
      return "option --service is missing";
    }
    if (!TYPES.contains(" " + options.get("type", "-") + " ")) {
      return "option --type: expected one of" + TYPES;
    }
    if (options.operands().isEmpty() || !options.operands().get(0).startsWith("/")) {
      return "the absolute path of a PROGRAM is missing";
    }
    for (String name : List.of("throttle", "idle-exit", "grace")) {
      if (Numbers.parse(options.get(name, "0"), MOST_SECONDS) == Numbers.NONE) {
        return "option --" + name + ": expected a number of seconds";
      }
    }
    if (Numbers.parse(options.get("process-limit", "0"), MOST_PROCESSES) == Numbers.NONE) {
      return "option --process-limit: expected a number";
    }
    String wakeup = options.get("wakeup", "0");
    return Numbers.parse(digits(wakeup), MOST_SECONDS) == Numbers.NONE
        ? "option --wakeup: expected a number of seconds, and perhaps a ?"
        : "";
  }

  private static Settings settings(Options options) {
    String program = options.operands().get(0);
    String wakeup = options.get("wakeup", "0");
    return new Settings(
        options.get("service", ""),
        options.get("type", ""),
        options.get("user", ""),
        Numbers.parse(options.get("process-limit", "100"), MOST_PROCESSES),
        new WakeupTimes(milliseconds(digits(wakeup)), wakeup.endsWith("?")),
        options.get("endpoint", ""),
        options.has("stress"),
        milliseconds(options.get("throttle", "60")),
        milliseconds(options.get("idle-exit", "3600")),
        milliseconds(options.get("grace", "3")),
        options.has("isolate"),
        options.get("handle", ""),
        options.get("flow", ""),
        Imports.words(options.get("import", IMPORTS)),
        program,
        options.get("argv0", program.substring(program.lastIndexOf('/') + 1)),
        options.operands().subList(1, options.operands().size()));
  }

  private static String digits(String wakeup) {
    return wakeup.endsWith("?") ? wakeup.substring(0, wakeup.length() - 1) : wakeup;
  }

  private static long milliseconds(String seconds) {
    return Numbers.parse(seconds, MOST_SECONDS) * 1000L;
  }
}
