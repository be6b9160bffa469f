package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.Entry;

/** argv[1] and on, as master(8) builds them; the order is that of its master_ent.c. */
final class DaemonArguments {
  /** What the supervisor changes to {@code stress=yes} when a service is at its limit. */
  static final String STRESS = "stress=";

  private DaemonArguments() {}

  /**
   * @param own arguments of the entry
   * @param dropping whether the daemon is started as root and told to drop
   */
  static List<String> of(Entry entry, List<String> own, Listeners listeners, boolean dropping) {
    List<String> words = new ArrayList<>();
    if (entry.processLimit() == 1) {
      words.add("-l");
    }
    if (entry.processLimit() == 0) {
      words.add("-z");
    }
    if (!Words.lastPart(entry.command()).equals(entry.service())) {
      words.addAll(List.of("-n", entry.service()));
    }
    words.addAll(List.of("-t", entry.type().word()));
    if (dropping) {
      words.add("-u");
    }
    if (hasStress(entry, listeners)) {
      words.addAll(List.of("-o", STRESS));
    }
    if (listeners.count() > 1) {
      words.addAll(List.of("-s", Integer.toString(listeners.count())));
    }
    words.addAll(own);
    return words;
  }

  static boolean hasStress(Entry entry, Listeners listeners) {
    return entry.processLimit() > 1 && !listeners.isLocalOnly();
  }
}
