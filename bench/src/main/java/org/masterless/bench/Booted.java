package org.masterless.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.masterless.systemtest.Bootable;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Release;

/** A machine for a benchmark; ends the program where none can be booted. */
final class Booted {
  private static final int UNAVAILABLE = 69;

  private Booted() {}

  /** Boots {@code release} with the staged tree {@code stage} installed. */
  static void machine(String stage, String release, Consumer<Machine> benchmark) {
    Bootable.obstacle()
        .ifPresent(
            obstacle -> {
              System.err.println("no machine can be booted here: " + obstacle);
              System.exit(UNAVAILABLE);
            });
    try (Machine machine = Machine.boot(Release.valueOf(release.toUpperCase(Locale.ROOT)))) {
      machine.install(Path.of(stage).toAbsolutePath());
      benchmark.accept(machine);
    }
  }
}
