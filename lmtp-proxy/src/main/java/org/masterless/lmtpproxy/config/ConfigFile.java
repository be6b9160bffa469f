package org.masterless.lmtpproxy.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ini4j.Config;
import org.ini4j.Ini;
import org.ini4j.InvalidFileFormatException;
import org.ini4j.Profile;

/** The file as values by key, and what can't be one. ini4j knows no lines: they are looked up. */
final class ConfigFile {
  private static final Pattern PLACE = Pattern.compile("at line: (\\d+)");
  private static final Pattern SECTION = Pattern.compile("(?s)\\s*\\[(.*)\\]\\s*");

  private static final Pattern VALUE = Pattern.compile("(?s)[^=:]*[=:]\\s*(\\S.*)");

  /** Where a line that begins like a section's is none: whatever follows is of no known section. */
  private static final String UNREADABLE = "[\177]";

  /** Each takes another reading of the whole file. */
  private static final int MOST_UNREADABLE = 100;

  private final String name;
  private final List<String> lines;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Key, String> values = new EnumMap<>(Key.class);

  private ConfigFile(String name, String text) {
    this.name = name;
    this.lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      lines.add("");
    }
  }

  static ConfigFile of(String name, String text) {
    ConfigFile file = new ConfigFile(name, text);
    Ini ini = file.parse();
    ini.forEach((section, ignored) -> ini.getAll(section).forEach(file::take));
    return file;
  }

  /** ini4j ends at the first line that it can't parse, but admins want to hear of all. */
  private Ini parse() {
    Ini ini = new Ini();
    boolean isParsed = false;
    for (int attempt = 0; attempt < MOST_UNREADABLE && !isParsed; attempt++) {
      ini = new Ini();
      ini.setConfig(dialect());
      isParsed = load(ini);
    }
    return ini;
  }

  private boolean load(Ini ini) {
    try {
      ini.load(new StringReader(String.join("\n", lines)));
      return true;
    } catch (InvalidFileFormatException e) {
      Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
      leaveOut(place.find() ? Integer.parseInt(place.group(1)) : 1);
      return false;
    } catch (IOException e) {
      problems.add(new Problem(name, 1, 1, String.valueOf(e.getMessage())));
      return true;
    }
  }

  private static Config dialect() {
    Config config = new Config();
    config.setEscape(false);
    config.setEscapeNewline(false);
    config.setEmptyOption(true);
    config.setMultiOption(true);
    config.setMultiSection(true);
    config.setTree(false);
    return config;
  }

  private void leaveOut(int line) {
    String text = lines.get(line - 1);
    boolean isSection = text.stripLeading().startsWith("[");
    problems.add(new Problem(name, line, column(text), "expected [section] or key = value"));
    lines.set(line - 1, isSection ? UNREADABLE : "");
  }

  private void take(Profile.Section section) {
    if (UNREADABLE.equals("[" + section.getName() + "]")) {
      return;
    }
    if (!Key.isSection(section.getName())) {
      complain(section.getName(), "", "unknown section \"" + section.getName() + "\"");
      return;
    }
    section.forEach((option, ignored) -> take(section, option));
  }

  private void take(Profile.Section section, String option) {
    Optional<Key> key = Key.of(section.getName(), option);
    if (key.isEmpty()) {
      complain(
          section.getName(),
          option,
          "unknown key \"" + option + "\" in section \"" + section.getName() + "\"");
      return;
    }
    String value = String.valueOf(section.get(option)).strip();
    boolean isTwice = section.length(option) > 1 || values.containsKey(key.get());
    values.put(key.get(), section.get(option) == null ? "" : value);
    if (isTwice) {
      complain(section.getName(), option, "key \"" + option + "\" is given twice");
    }
  }

  /** Of the key, or its default. */
  String get(Key key) {
    String value = values.getOrDefault(key, "");
    return value.isEmpty() ? key.otherwise() : value;
  }

  /** A value that can't be, for {@code expected} is what could. */
  void complain(Key key, String expected) {
    int line = line(key.section(), key.option());
    problems.add(
        new Problem(
            name,
            line,
            valueColumn(lines.get(line - 1)),
            "bad value \""
                + get(key)
                + "\" for key \""
                + key.option()
                + "\": expected "
                + expected));
  }

  private void complain(String section, String option, String text) {
    int line = line(section, option);
    problems.add(new Problem(name, line, column(lines.get(line - 1)), text));
  }

  /**
   * The last with such an option, or section where there is none; the first if there is neither.
   */
  private int line(String section, String option) {
    String current = "";
    int line = 1;
    for (int i = 0; i < lines.size(); i++) {
      Matcher header = SECTION.matcher(lines.get(i));
      if (header.matches()) {
        current = header.group(1).strip();
      }
      boolean isHere = option.isEmpty() ? header.matches() : sets(lines.get(i), option);
      line = isHere && current.equals(section) ? i + 1 : line;
    }
    return line;
  }

  private static boolean sets(String line, String option) {
    String text = line.strip();
    return text.startsWith(option)
        && text.substring(option.length()).strip().matches("(?s)([=:].*)?");
  }

  private static int column(String line) {
    return 1 + line.length() - line.stripLeading().length();
  }

  /** Of the value, or of the first character where there is none. */
  private static int valueColumn(String line) {
    Matcher value = VALUE.matcher(line);
    return value.matches() ? 1 + value.start(1) : column(line);
  }

  /** In the order of the file. */
  List<Problem> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }
}
