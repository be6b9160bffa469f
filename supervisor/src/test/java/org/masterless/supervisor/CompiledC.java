package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The other ends that tests of the native programs need: C programs in one file each. */
public final class CompiledC {
  private CompiledC() {}

  /** Compiles the resource {@code NAME.c} to {@code folder/NAME}. */
  public static void into(Path folder, String name) throws IOException, InterruptedException {
    Path source = folder.resolve(name + ".c");
    try (var text = CompiledC.class.getResourceAsStream(name + ".c")) {
      assertThat(text).isNotNull();
      Files.write(source, text.readAllBytes());
    }
    Process gcc =
        new ProcessBuilder(
                "gcc", "-D_GNU_SOURCE", "-Wall", "-o", folder.resolve(name).toString(), source + "")
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).as("exit status of gcc").isZero();
  }
}
