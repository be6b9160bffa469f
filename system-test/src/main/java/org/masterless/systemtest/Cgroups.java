package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cgroup folders for one machine, below our own. systemd-nspawn divides its cgroup into "payload"
 * and "supervisor"; two machines in the same one would take each other's processes.
 */
final class Cgroups {
  private Cgroups() {}

  /** Folders of this name in the unified hierarchy and in systemd's own, as far as mounted. */
  static List<Path> named(String name) {
    List<String> mounts = lines("/proc/self/mountinfo");
    List<String> own = lines("/proc/self/cgroup");
    return Stream.of(
            folder(mounts, " - cgroup2 ", own, "0::"),
            folder(mounts, ",name=systemd", own, ":name=systemd:"))
        .flatMap(Optional::stream)
        .map(folder -> folder.resolve(name))
        .toList();
  }

  private static Optional<Path> folder(
      List<String> mounts, String mountMark, List<String> own, String ownMark) {
    Optional<String> path =
        own.stream()
            .filter(line -> line.contains(ownMark))
            .map(line -> line.substring(line.indexOf(ownMark) + ownMark.length()))
            .findFirst();
    return mounts.stream()
        .filter(line -> line.contains(mountMark))
        .findFirst()
        .flatMap(mount -> path.map(below -> locate(mount, below)));
  }

  /** Fields of mountinfo (proc(5)): 4 is the path inside the hierarchy, 5 where that is mounted. */
  private static Path locate(String mount, String path) {
    List<String> fields = Arrays.asList(mount.split(" "));
    String root = fields.get(3).equals("/") ? "" : fields.get(3);
    String below = path.startsWith(root) ? path.substring(root.length()) : path;
    return Path.of(fields.get(4) + below);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
