package org.masterless.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders below {@code target} for what tests make; it stays for a look until the next run.
 * (JUnit's own warn of each link to /dev/null when they clean up.)
 */
final class Scratch {
  private Scratch() {}

  /** An empty folder. */
  static Path folder(String name) throws IOException {
    Path folder = Path.of("target", "scratch", name).toAbsolutePath();
    remove(folder);
    return Files.createDirectories(folder);
  }

  /** A folder on a tmpfs, as systemd's own is, where there is one; the caller removes it. */
  static Path inMemory(String name) throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? Files.createTempDirectory(memory, name) : folder(name);
  }

  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path old : deepestFirst(folder)) {
        Files.delete(old);
      }
    }
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
