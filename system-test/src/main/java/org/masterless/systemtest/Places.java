package org.masterless.systemtest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are on the developer's machine: the repository, the cache, the staged tree. */
public final class Places {
  private Places() {}

  /** The top folder of the repository, the one with {@code .mvn} in it. */
  static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    return here;
  }

  /**
   * Base images and the folders of running machines; {@code MASTERLESS_CACHE} puts it elsewhere.
   */
  static Path cache() {
    return setting("masterless.cache", "MASTERLESS_CACHE")
        .map(Path::of)
        .orElseGet(() -> repository().resolve(".cache"))
        .toAbsolutePath();
  }

  /** What {@code make stage} made; the system property {@code stage} names another. */
  public static Path stage() {
    return setting("stage", "MASTERLESS_STAGE")
        .map(Path::of)
        .orElseGet(() -> repository().resolve("target/stage"))
        .toAbsolutePath();
  }

  /** Where a failed test leaves what its machine had to say. */
  static Path evidence() {
    return repository().resolve("system-test/target/machines");
  }

  /** A system property that isn't empty, or else an environment variable that isn't. */
  static Optional<String> setting(String property, String variable) {
    return Optional.ofNullable(System.getProperty(property))
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank()));
  }
}
