package org.masterless.systemtest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The package that the build made before the tests, if it could. */
final class DebianPackage {
  private static final Path FOLDER = Places.repository().resolve("target/deb");

  private DebianPackage() {}

  /** Its file; the test that asks is skipped where there is none. */
  static Path built() {
    assumeTrue(
        Files.isDirectory(FOLDER), "no package: it takes debhelper, which make tools installs");
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(path -> path.toString().endsWith(".deb")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
