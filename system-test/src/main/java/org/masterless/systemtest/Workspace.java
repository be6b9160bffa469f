package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The folders of what runs now, one each. Two runs share the place, never a folder. */
final class Workspace {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Between making a folder and taking its lock a moment passes; a younger one is left alone. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private Workspace() {}

  /** A new folder with a name that nobody else has. */
  static Path create(String what) {
    byte[] unique = new byte[4];
    RANDOM.nextBytes(unique);
    try {
      Path folder = place().resolve(what + "-" + HexFormat.of().formatHex(unique));
      Files.createDirectories(folder.getParent());
      return Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what a run left whose guardian was killed too, or that a power cut ended. */
  static void sweep() {
    if (!Files.isDirectory(place())) {
      return;
    }
    try (Stream<Path> folders = Files.list(place())) {
      folders.filter(Workspace::old).forEach(Workspace::removeUnlessHeld);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path place() {
    return Places.cache().resolve("running");
  }

  private static boolean old(Path folder) {
    try {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      return made.isBefore(Instant.now().minus(YOUNG));
    } catch (IOException e) {
      return false;
    }
  }

  /** A guardian whose input has ended already does nothing but clean up, if the lock is free. */
  private static void removeUnlessHeld(Path folder) {
    Path guardian = folder.resolve("guardian.sh");
    if (Files.exists(guardian)) {
      Host.run("sh", guardian.toString(), folder.toString(), "true");
    } else {
      Host.run("rm", "-rf", "--one-file-system", "--", folder.toString());
    }
  }

  /** The folders that are in use or left over. */
  static List<Path> folders() throws IOException {
    if (!Files.isDirectory(place())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(place())) {
      return folders.toList();
    }
  }
}
