package org.masterless.system;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.masterless.system.OptionReader.Options;
import org.masterless.system.OptionReader.Reading;
import org.masterless.system.OptionReader.UsageError;

/**
 * What the words of a native program's command line come to.
 *
 * @param <S> the program's settings
 */
public sealed interface CommandLine<S> {
  /** Exit status for one that isn't understood (sysexits.h). */
  int USAGE = 64;

  /** To be run with these settings. */
  record Understood<S>(S settings) implements CommandLine<S> {}

  /** What is wrong with it. */
  record Misunderstood<S>(String complaint) implements CommandLine<S> {}

  /** It asks for the help text, or for the version. */
  record Help<S>(boolean isVersion) implements CommandLine<S> {}

  /**
   * Reads {@code words} by {@code table}.
   *
   * @param wrong what is wrong with options that the table lets pass, or nothing
   * @param settings what options mean with which nothing is wrong
   */
  static <S> CommandLine<S> read(
      OptionReader table,
      List<String> words,
      Function<Options, String> wrong,
      Function<Options, S> settings) {
    Reading reading = table.read(words);
    if (reading instanceof UsageError error) {
      return new Misunderstood<>(error.text());
    }
    Options options = (Options) reading;
    if (options.has("help") || options.has("version")) {
      return new Help<>(options.has("version"));
    }
    String complaint = wrong.apply(options);
    return complaint.isEmpty()
        ? new Understood<>(settings.apply(options))
        : new Misunderstood<>(complaint);
  }

  /**
   * Does what the line says: runs the program, shows a text, or complains. Answers the exit status.
   *
   * @param program its name
   */
  default int run(String program, OptionReader table, Files files, Log log, ToIntFunction<S> body) {
    if (this instanceof Understood<S> understood) {
      return body.applyAsInt(understood.settings());
    }
    if (this instanceof Help<S> help) {
      Output.write(files, Output.STANDARD_OUTPUT, help.isVersion() ? Version.TEXT : table.help());
      return 0;
    }
    log.error(((Misunderstood<S>) this).complaint() + "; see " + program + " --help");
    return USAGE;
  }
}
