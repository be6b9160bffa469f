package org.masterless.generator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program as it gets installed. */
final class NativeGenerator {
  private static final Path PROGRAM =
      Path.of("target/native/release/masterless-generator").toAbsolutePath();

  private NativeGenerator() {}

  /** Skips the test where it was not built. */
  static Process start(String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "there is no " + PROGRAM);
    ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    return builder.start();
  }
}
