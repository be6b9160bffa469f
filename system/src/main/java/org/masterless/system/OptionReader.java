package org.masterless.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a native program's command line: {@code --name VALUE}, {@code --name=VALUE}, {@code
 * --flag}, then operands; {@code --} ends the options (getopt_long(3)).
 *
 * <p>The same table gives the text of {@code --help}, so that it can't say anything else than what
 * is read.
 */
public final class OptionReader {
  private static final int COLUMN = 26;

  private record Option(String name, String argument, String help) {
    boolean isFlag() {
      return argument.isEmpty();
    }
  }

  private final String usage;
  private final String page;
  private final List<Option> options = new ArrayList<>();

  /**
   * A table of options.
   *
   * @param usage the synopsis, without "Usage:"
   * @param page the manual page that says more, such as {@code cat(1)}
   */
  public OptionReader(String usage, String page) {
    this.usage = usage;
    this.page = page;
    flag("help", "show this text and exit");
    flag("version", "show the version and exit");
  }

  public OptionReader flag(String name, String help) {
    return option(name, "", help);
  }

  /** {@code argument} is the name of the value in {@code --help}, such as {@code DIR}. */
  public OptionReader option(String name, String argument, String help) {
    options.add(new Option(name, argument, help));
    return this;
  }

  /** What a command line says, or what is wrong with it. */
  public sealed interface Reading {}

  /** A line that can't be understood. */
  public record UsageError(String text) implements Reading {}

  /**
   * A line that was understood.
   *
   * @param values by option name; a flag's value is empty
   * @param operands what is left after the options
   */
  public record Options(Map<String, String> values, List<String> operands) implements Reading {
    public boolean has(String name) {
      return values.containsKey(name);
    }

    public String get(String name, String otherwise) {
      return values.getOrDefault(name, otherwise);
    }
  }

  public Reading read(List<String> words) {
    Map<String, String> values = new TreeMap<>();
    int next = 0;
    while (next < words.size() && isOption(words.get(next))) {
      String word = words.get(next++);
      if (word.equals("--")) {
        break;
      }
      boolean hasValue = word.indexOf('=') >= 0;
      Option option = find(nameIn(word));
      boolean takesNextWord = !hasValue && !option.isFlag();
      String wrong = complaint(option, word, takesNextWord && next == words.size());
      if (!wrong.isEmpty()) {
        return new UsageError(wrong);
      }
      String value = hasValue ? word.substring(word.indexOf('=') + 1) : "";
      if (values.put(option.name(), takesNextWord ? words.get(next++) : value) != null) {
        return new UsageError("option --" + option.name() + " is given twice");
      }
    }
    return new Options(values, List.copyOf(words.subList(next, words.size())));
  }

  /** Also one letter, although there are none: who means {@code -h} doesn't mean an operand. */
  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  private static String nameIn(String word) {
    int equals = word.indexOf('=');
    return word.substring(word.startsWith("--") ? 2 : 0, equals < 0 ? word.length() : equals);
  }

  private static String complaint(Option option, String word, boolean isValueMissing) {
    String name = (word.startsWith("--") ? "--" : "") + nameIn(word);
    if (option.name().isEmpty()) {
      return "unknown option " + name;
    }
    if (option.isFlag() && word.indexOf('=') >= 0) {
      return "option " + name + " takes no value";
    }
    return isValueMissing ? "option " + name + " needs a value: " + option.argument() : "";
  }

  public String help() {
    StringBuilder text = new StringBuilder("Usage: ").append(usage).append("\n\nOptions:\n");
    for (Option option : options) {
      StringBuilder line = new StringBuilder("  --").append(option.name());
      if (!option.isFlag()) {
        line.append(' ').append(option.argument());
      }
      do {
        line.append(' ');
      } while (line.length() < COLUMN);
      text.append(line).append(option.help()).append('\n');
    }
    text.append("\nSee the ").append(page).append(" man page for details.\n");
    return text.toString();
  }

  private Option find(String name) {
    for (Option option : options) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    return new Option("", "", "");
  }
}
