package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of an entry, taken apart as every Postfix daemon does it: getopt(3) with {@code
 * "+cdDi:lm:n:o:r:s:St:uvVz"}, in the main routines of {@code *_server.c}.
 *
 * @param settings those of {@code -o}, in their order
 * @param letters every option that was given, in order
 * @param operands what follows the options, which only pipe(8) and spawn(8) know what to do with
 */
public record DaemonOptions(
    List<Setting> settings, List<Character> letters, List<String> operands) {
  private static final String WITH_VALUE = "imnorst";

  /** An option that no daemon can use is reported; it starts and dies, as under master. */
  public static DaemonOptions of(Entry entry, Problems problems) {
    DaemonOptions options =
        new DaemonOptions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int operands = options.readOptions(entry, problems);
    options.operands.addAll(entry.arguments().subList(operands, entry.arguments().size()));
    return options;
  }

  public boolean has(char letter) {
    return letters.contains(letter);
  }

  /** Answers the index of the first operand. */
  private int readOptions(Entry entry, Problems problems) {
    List<String> arguments = entry.arguments();
    int next = 0;
    while (next < arguments.size() && isOption(arguments.get(next))) {
      if (arguments.get(next).equals("--")) {
        return next + 1;
      }
      next = readCluster(entry, next, problems);
    }
    return next;
  }

  private static boolean isOption(String argument) {
    return argument.length() > 1 && argument.charAt(0) == '-';
  }

  /** Reads {@code -v}, {@code -vv}, {@code -oname=value}, and {@code -o} with what follows it. */
  private int readCluster(Entry entry, int index, Problems problems) {
    String cluster = entry.arguments().get(index);
    for (int i = 1; i < cluster.length(); i++) {
      char letter = cluster.charAt(i);
      letters.add(letter);
      if (WITH_VALUE.indexOf(letter) >= 0) {
        return readValue(entry, index, cluster.substring(i + 1), problems);
      }
    }
    return index + 1;
  }

  /** Answers the index of the argument after the value. */
  private int readValue(Entry entry, int index, String attached, Problems problems) {
    char letter = letters.get(letters.size() - 1);
    int at = attached.isEmpty() ? index + 1 : index;
    if (at == entry.arguments().size()) {
      problems.addOnce(
          refused(entry.argumentPlaces().get(index), "missing value after -" + letter));
    } else if (letter == 'o') {
      String value = attached.isEmpty() ? entry.arguments().get(at) : attached;
      addSetting(value, entry.argumentPlaces().get(at), problems);
    }
    return Math.min(at + 1, entry.arguments().size());
  }

  private void addSetting(String text, Place place, Problems problems) {
    Parsed<Setting.Split> split = Setting.split(text);
    if (split instanceof Parsed.Good<Setting.Split> good) {
      settings.add(new Setting(good.value().name(), good.value().value(), place, place));
    } else if (split instanceof Parsed.Bad<Setting.Split> bad) {
      problems.addOnce(refused(place, bad.why() + " in option -o"));
    }
  }

  private static Problem refused(Place place, String why) {
    return Problem.warning(place, why + "; the program will not start");
  }
}
