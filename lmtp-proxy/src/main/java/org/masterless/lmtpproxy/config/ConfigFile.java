package org.masterless.lmtpproxy.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
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
  private static final Pattern SECTION = Pattern.compile("\\s*\\[(.*)\\]\\s*");

  private final String name;
  private final List<String> lines;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Key, String> values = new EnumMap<>(Key.class);

  private ConfigFile(String name, String text) {
    this.name = name;
    this.lines = List.of(text.split("\n", -1));
  }

  static ConfigFile of(String name, String text) {
    ConfigFile file = new ConfigFile(name, text);
    Ini ini = new Ini();
    Config config = new Config();
    config.setEscape(false);
    config.setEscapeNewline(false);
    config.setEmptyOption(true);
    config.setMultiOption(true);
    config.setMultiSection(true);
    config.setTree(false);
    ini.setConfig(config);
    try {
      ini.load(new StringReader(text));
    } catch (InvalidFileFormatException e) {
      file.cannotParse(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      file.problems.add(new Problem(name, 1, 1, String.valueOf(e.getMessage())));
    }
    ini.forEach((section, ignored) -> ini.getAll(section).forEach(file::take));
    return file;
  }

  private void cannotParse(String message) {
    Matcher place = PLACE.matcher(message);
    int line = place.find() ? Integer.parseInt(place.group(1)) : 1;
    problems.add(new Problem(name, line, 1, "expected [section] or key = value"));
  }

  private void take(Profile.Section section) {
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
    complain(
        key.section(),
        key.option(),
        "bad value \"" + get(key) + "\" for key \"" + key.option() + "\": expected " + expected);
  }

  /** At the last place with such an option, or the section where there is none. */
  private void complain(String section, String option, String text) {
    String current = "";
    int line = 1;
    int column = 1;
    for (int i = 0; i < lines.size(); i++) {
      Matcher header = SECTION.matcher(lines.get(i));
      if (header.matches()) {
        current = header.group(1).strip();
      }
      boolean isHere = option.isEmpty() ? header.matches() : sets(lines.get(i), option);
      if (isHere && current.equals(section)) {
        line = i + 1;
        column = column(lines.get(i));
      }
    }
    problems.add(new Problem(name, line, column, text));
  }

  private static boolean sets(String line, String option) {
    String text = line.strip();
    return text.startsWith(option) && text.substring(option.length()).strip().matches("([=:].*)?");
  }

  private static int column(String line) {
    return 1 + line.length() - line.stripLeading().length();
  }

  List<Problem> problems() {
    return problems;
  }
}
