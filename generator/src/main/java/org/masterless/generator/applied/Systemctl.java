package org.masterless.generator.applied;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.masterless.system.Calls;
import org.masterless.system.Command;
import org.masterless.system.PollSet;

/** Asks systemd, as an admin would: by systemctl(1), whose complaints go where ours do. */
final class Systemctl {
  private static final String PROGRAM = "/bin/systemctl";
  private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "LANG=C");

  /** So many names fit into one command line without doubt. */
  private static final int MOST_UNITS = 500;

  private final Calls calls;
  private boolean failed;

  Systemctl(Calls calls) {
    this.calls = calls;
  }

  /** Runs {@code systemctl WORDS UNIT...}, as often as needed, and not at all without units. */
  void ask(List<String> words, Collection<String> units) {
    List<String> some = new ArrayList<>();
    for (String unit : units) {
      some.add(unit);
      if (some.size() == MOST_UNITS) {
        run(words, some);
        some.clear();
      }
    }
    if (!some.isEmpty()) {
      run(words, some);
    }
  }

  void reloadDaemon() {
    run(List.of("daemon-reload"), List.of());
  }

  /** Long enough for systemd to be done with a unit that was killed. */
  void pause() {
    calls.descriptors().poll(new PollSet(), 1000);
  }

  /** What systemctl says on standard output, whatever its exit status. */
  String answer(String... words) {
    return command(List.of(words), List.of()).output().strip();
  }

  /** Whether all of some units are active, and there are any. */
  boolean areActive(List<String> units) {
    return !units.isEmpty() && command(List.of("--quiet", "is-active"), units).status() == 0;
  }

  /** Whether any of what was asked for failed. */
  boolean hasFailed() {
    return failed;
  }

  private void run(List<String> words, List<String> units) {
    failed |= command(words, units).status() != 0;
  }

  private Command.Result command(List<String> words, List<String> units) {
    List<String> arguments = new ArrayList<>();
    arguments.add("systemctl");
    arguments.addAll(words);
    if (!units.isEmpty()) {
      arguments.add("--");
      arguments.addAll(units);
    }
    return Command.run(calls, PROGRAM, arguments, ENVIRONMENT);
  }
}
