package org.masterless.lmtpdeliver;

import java.util.List;
import java.util.Optional;
import org.masterless.accounts.UidRange;
import org.masterless.system.CommandLine;
import org.masterless.system.Numbers;
import org.masterless.system.OptionReader;
import org.masterless.system.OptionReader.Options;
import org.masterless.system.Pieces;

/** Reads the command line of {@code lmtp-deliver}; the table of its options. */
final class SettingsReader {
  private static final int MOST_SECONDS = 1_000_000;
  private static final int MOST_PROCESSES = 100_000;
  private static final String TIMEOUT = "300";
  private static final String RUNTIME_MAX = "3600";

  private SettingsReader() {}

  static OptionReader options() {
    return new OptionReader(
            "lmtp-deliver [OPTION...] [-- PROGRAM [ARG...]]", "masterless-lmtp-deliver(8)")
        .option("users", "SOURCES", "nss, passwd-file:PATH, dovecot:SOCKET, by commas (nss)")
        .option("uids", "FIRST-LAST", "the only uids that are ever become (1000-59999)")
        .option("maildir", "PATH", "below the home, for users whose source says nothing (Maildir)")
        .option("quota-full", "HOW", "a full mailbox is answered by: bounce or tempfail (bounce)")
        .option("message-size-limit", "BYTES", "larger messages are refused; 0 is no limit (0)")
        .option("max-processes", "N", "most deliveries at a time; 0 is no limit (100)")
        .option("user-concurrency-limit", "N", "most for one user; 0 is no limit (10)")
        .option("user-tasks-max", "N", "processes of a user, for PROGRAM; 0 is no limit (1000)")
        .option("service-count", "N", "messages that a process takes: 1 is all there is (1)")
        .option("peers", "USERS", "who may connect, by commas (root,masterless-lmtp)")
        .option("timeout", "SECONDS", "wait for the front, or for PROGRAM, no longer (300)")
        .option("runtime-max", "SECONDS", "a delivery that takes longer is killed (3600)")
        .option("idle", "SECONDS", "exit after so long without work; 0 is never (3600)");
  }

  /** What the words mean, or what is wrong with them. */
  static CommandLine<Settings> read(List<String> words) {
    return CommandLine.read(options(), words, SettingsReader::firstWrong, SettingsReader::settings);
  }

  private static String firstWrong(Options options) {
    for (String source : list(options.get("users", "nss"))) {
      String wrong = UserSourceReader.wrong(source);
      if (!wrong.isEmpty()) {
        return "option --users: " + wrong;
      }
    }
    if (UidRange.parse(options.get("uids", "1")).isEmpty()) {
      return "option --uids: expected FIRST-LAST, without 0";
    }
    if (!List.of("bounce", "tempfail").contains(options.get("quota-full", "bounce"))) {
      return "option --quota-full: expected bounce or tempfail";
    }
    if (!options.get("service-count", "1").equals("1")) {
      return "option --service-count: a process takes one message, so 1 is all there is";
    }
    if (!options.operands().isEmpty() && !options.operands().get(0).startsWith("/")) {
      return "PROGRAM has to be an absolute path";
    }
    for (String word : options.operands()) {
      String wrong = Placeholders.wrong(word);
      if (!wrong.isEmpty()) {
        return wrong;
      }
    }
    return firstWrongNumber(options);
  }

  private static String firstWrongNumber(Options options) {
    for (String name : List.of("timeout", "runtime-max", "idle")) {
      if (Numbers.parse(options.get(name, "1"), MOST_SECONDS) == Numbers.NONE) {
        return "option --" + name + ": expected a number of seconds";
      }
    }
    if (seconds(options, "timeout", TIMEOUT) == 0) {
      return "option --timeout: expected at least 1";
    }
    if (seconds(options, "runtime-max", RUNTIME_MAX) < seconds(options, "timeout", TIMEOUT)) {
      return "option --runtime-max: expected no less than --timeout";
    }
    if (Numbers.parse(options.get("message-size-limit", "0"), Integer.MAX_VALUE) == Numbers.NONE) {
      return "option --message-size-limit: expected a number of bytes below 2 GiB";
    }
    for (String name : List.of("max-processes", "user-concurrency-limit", "user-tasks-max")) {
      if (Numbers.parse(options.get(name, "0"), MOST_PROCESSES) == Numbers.NONE) {
        return "option --" + name + ": expected a number";
      }
    }
    if (options.get("user-tasks-max", "0").equals("1")) {
      return "option --user-tasks-max: the delivery is one, so at least 2, or 0";
    }
    return "";
  }

  private static Settings settings(Options options) {
    Optional<UidRange> uids = UidRange.parse(options.get("uids", ""));
    return new Settings(
        list(options.get("users", "nss")),
        uids.orElse(UidRange.DEFAULT),
        options.get("maildir", "Maildir"),
        options.get("quota-full", "bounce").equals("tempfail"),
        Numbers.parse(options.get("message-size-limit", "0"), Integer.MAX_VALUE),
        Numbers.parse(options.get("max-processes", "100"), MOST_PROCESSES),
        Numbers.parse(options.get("user-concurrency-limit", "10"), MOST_PROCESSES),
        Numbers.parse(options.get("user-tasks-max", "1000"), MOST_PROCESSES),
        list(options.get("peers", "")),
        seconds(options, "timeout", TIMEOUT) * 1000,
        seconds(options, "runtime-max", RUNTIME_MAX) * 1000,
        seconds(options, "idle", "3600") * 1000,
        options.operands());
  }

  static List<String> list(String text) {
    List<String> words = Pieces.of(text, ',');
    words.removeIf(String::isEmpty);
    return words;
  }

  private static int seconds(Options options, String name, String otherwise) {
    return Numbers.parse(options.get(name, otherwise), MOST_SECONDS);
  }
}
