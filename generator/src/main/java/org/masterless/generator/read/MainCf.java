package org.masterless.generator.read;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads main.cf: {@code dict_load_fp} of Postfix's dict.c.
 *
 * <p>To every Postfix program one bad line is fatal. Here it costs that line only, but the programs
 * that are started will still refuse, so the message says so.
 */
public final class MainCf {
  private MainCf() {}

  /**
   * The parameters that {@code text} sets.
   *
   * @param file as the admin knows it, for the places
   * @param problems also of what the parameters are asked later
   */
  public static Parameters read(String file, String text, BuiltIns builtIns, Problems problems) {
    Problems found = new Problems();
    Map<String, Setting> settings = new LinkedHashMap<>();
    LogicalLines lines = new LogicalLines(file, text, found);
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      addLine(line.get(), settings, found);
    }
    problems.addSorted(found);
    return new Parameters(file, settings, builtIns, problems);
  }

  private static void addLine(LogicalLine line, Map<String, Setting> settings, Problems problems) {
    if (line.text().isEmpty()) {
      return;
    }
    Parsed<Setting.Split> split = Setting.split(line.text());
    if (split instanceof Parsed.Good<Setting.Split> good) {
      add(setting(line, good.value()), settings, problems);
    } else if (split instanceof Parsed.Bad<Setting.Split> bad) {
      problems.error(
          line.place(0),
          bad.why() + "; ignoring this line, but Postfix's programs refuse to start with it");
    }
  }

  private static Setting setting(LogicalLine line, Setting.Split split) {
    return new Setting(split.name(), split.value(), line.place(0), line.place(split.valueStart()));
  }

  /** The last of several wins (dict_ht.c). */
  private static void add(Setting setting, Map<String, Setting> settings, Problems problems) {
    Setting earlier = settings.put(setting.name(), setting);
    if (earlier != null) {
      problems.warn(
          setting.place(),
          "parameter "
              + Quoted.of(setting.name())
              + " is set twice, first at "
              + earlier.place()
              + "; using the last value");
    }
  }
}
