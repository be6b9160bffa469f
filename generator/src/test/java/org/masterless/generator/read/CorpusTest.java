package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.masterless.system.Octets;

/** master.cf files as people really write them, where a collection of them is at hand. */
class CorpusTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("corpus", "../../shared/corpus")).toAbsolutePath().normalize();

  @Test
  void everyFileIsReadAndEveryProblemHasItsPlace() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), () -> "no collection of master.cf files in " + FOLDER);
    int entries = 0;
    for (Path file : files()) {
      String text = Octets.text(Files.readAllBytes(file));
      Problems problems = new Problems();
      entries += AllEntries.of("master.cf", text, Reading.DEFAULTS, problems).size();
      InFile.assertAllInside(text, problems);
    }
    assertThat(entries).isPositive();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".cf"))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
