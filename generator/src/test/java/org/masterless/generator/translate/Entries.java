package org.masterless.generator.translate;

import java.util.List;
import org.masterless.generator.read.AllEntries;
import org.masterless.generator.read.BuiltIns;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.MainCf;
import org.masterless.generator.read.MasterCf;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.Services;

/** Entries for tests, from a line of master.cf. */
final class Entries {
  private Entries() {}

  static Entry of(String line) {
    return of(line, "");
  }

  static Entry of(String line, String mainCf) {
    Problems problems = new Problems();
    MasterCf.Defaults defaults =
        MasterCf.Defaults.of(parameters(mainCf, problems), Services.read(""));
    List<Entry> entries = AllEntries.of("/etc/postfix/master.cf", line + "\n", defaults, problems);
    if (entries.size() != 1) {
      throw new IllegalArgumentException(line + ": " + problems.all());
    }
    return entries.get(0);
  }

  static Parameters parameters(String mainCf, Problems problems) {
    return MainCf.read(
        "/etc/postfix/main.cf", mainCf, BuiltIns.of("mail.example.org", "/etc/postfix"), problems);
  }
}
