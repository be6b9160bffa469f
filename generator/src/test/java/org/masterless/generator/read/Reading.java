package org.masterless.generator.read;

import java.util.List;
import java.util.stream.Collectors;

/** What came out of reading a text, for tests: files are called just {@code master.cf}. */
public record Reading(List<Entry> entries, List<String> problems) {
  public static final MasterCf.Defaults DEFAULTS =
      new MasterCf.Defaults(
          EntryFormat.MASTER_CF, 100, false, ServicePatterns.NONE, Services.read(""));

  static Reading master(String text) {
    return master(text, DEFAULTS);
  }

  static Reading master(String text, MasterCf.Defaults defaults) {
    Problems problems = new Problems();
    return new Reading(AllEntries.of("master.cf", text, defaults, problems), strings(problems));
  }

  static List<String> strings(Problems problems) {
    return problems.all().stream().map(Problem::toString).collect(Collectors.toList());
  }

  /** The one entry of a text without problems. */
  Entry only() {
    if (entries.size() != 1 || !problems.isEmpty()) {
      throw new AssertionError("not one good entry: " + entries + problems);
    }
    return entries.get(0);
  }

  List<String> services() {
    return entries.stream().map(Entry::service).collect(Collectors.toList());
  }

  static Parameters main(String text, Problems problems) {
    return MainCf.read("main.cf", text, BuiltIns.of("mx.example.org", "/etc/postfix"), problems);
  }
}
