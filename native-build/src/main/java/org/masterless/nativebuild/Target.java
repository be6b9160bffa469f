package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * An executable and, beside it, the fingerprint of what it was made from. The fingerprint goes
 * first and comes back last, so that an interrupted build is done again.
 */
record Target(Path executable, Path stamp) {
  static Target of(Path output, Flavour flavour, Program program) {
    Path folder = output.resolve(flavour.folder());
    return new Target(
        folder.resolve(program.name()), folder.resolve("." + program.name() + ".made-from"));
  }

  boolean isMadeFrom(String fingerprint) throws IOException {
    return Files.isExecutable(executable)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(stamp(fingerprint));
  }

  /** Puts a new executable in the old one's place, also while that one runs. */
  void replace(Path made, String fingerprint) throws IOException {
    Files.createDirectories(executable.getParent());
    Files.deleteIfExists(stamp);
    Path next = executable.resolveSibling("." + executable.getFileName() + ".next");
    Files.copy(made, next, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(
        next, executable, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(stamp, stamp(fingerprint));
  }

  private String stamp(String fingerprint) throws IOException {
    return fingerprint + " " + new Fingerprint().add(List.of(executable)).digits() + "\n";
  }
}
