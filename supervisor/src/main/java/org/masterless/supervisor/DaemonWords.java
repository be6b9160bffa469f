package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Environment;

/** A daemon's argv and environment, as master(8) would give them (master_spawn.c). */
final class DaemonWords {
  private static final String STRESS = "stress=";

  private final Settings settings;
  private final List<String> inherited;

  DaemonWords(Settings settings, Environment environment) {
    this.settings = settings;
    this.inherited = imported(settings, environment);
  }

  List<String> arguments(boolean stress) {
    List<String> words = new ArrayList<>();
    words.add(settings.name());
    words.addAll(settings.arguments());
    int place = settings.stress() ? words.indexOf(STRESS) : -1;
    if (stress && place > 0) {
      words.set(place, STRESS + "yes");
    }
    return words;
  }

  /** Nothing of systemd's gets through: only what import_environment names, and the generation. */
  List<String> environment(int generation) {
    List<String> all = new ArrayList<>(inherited);
    all.add("GENERATION=" + Integer.toOctalString(generation));
    return all;
  }

  private static List<String> imported(Settings settings, Environment environment) {
    List<String> found = new ArrayList<>();
    for (String name : settings.imports()) {
      String value = environment.get(name).orElse("");
      if (environment.get(name).isPresent()) {
        found.add(name + "=" + value);
      }
    }
    return found;
  }
}
