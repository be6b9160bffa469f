package org.masterless.generator.translate;

import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;

/** What is to be said of arguments that a unit takes, but systemd's tools don't. */
final class ArgumentWarnings {
  private ArgumentWarnings() {}

  /**
   * D-Bus has no text but UTF-8, so systemd can't answer any question about such a unit.
   *
   * @param first of the entry's arguments that the program gets
   */
  static void ofBytes(Entry entry, int first, Problems problems) {
    for (int i = first; i < entry.arguments().size(); i++) {
      if (!SystemdText.isUtf8(entry.arguments().get(i))) {
        problems.add(
            Problem.warning(
                entry.argumentPlaces().get(i),
                "argument is not UTF-8; the service runs, but \"systemctl status\" can't show"
                    + " it"));
      }
    }
  }
}
