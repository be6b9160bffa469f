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
    this.inherited = Imports.of(settings.imports(), environment);
  }

  /** Whether these arguments have a place that says whether there is stress. */
  static boolean knowStress(List<String> arguments) {
    return stressPlace(arguments) >= 0;
  }

  String program() {
    return settings.program();
  }

  List<String> arguments(boolean stress) {
    List<String> words = new ArrayList<>(settings.arguments());
    int place = stressPlace(words);
    if (stress && place >= 0) {
      words.set(place, STRESS + "yes");
    }
    words.add(0, settings.name());
    return words;
  }

  /** Nothing of systemd's gets through: only what import_environment names, and the generation. */
  List<String> environment(int generation) {
    List<String> all = new ArrayList<>(inherited);
    all.add("GENERATION=" + Integer.toOctalString(generation));
    return all;
  }

  /** A service may be called {@code stress=}, so the option before it counts too. */
  private static int stressPlace(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      if (arguments.get(i).equals(STRESS) && arguments.get(i - 1).equals("-o")) {
        return i;
      }
    }
    return -1;
  }
}
