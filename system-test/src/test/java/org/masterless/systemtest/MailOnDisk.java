package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The messages in an image of a disk, as a machine finds them that boots after a power cut. */
final class MailOnDisk {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** As at boot; its exit status 1 says that it has put something right, such as the journal. */
  private static final String CHECK = "e2fsck -f -p \"$1\" >&2 || [ $? = 1 ] || exit\n";

  private static final String MOUNT = "mount -o ro,loop \"$1\" \"$2\" && cd \"$2\" || exit\n";

  private static final String LIST =
      "find . \\( -path '*/new/*' -o -path '*/cur/*' \\) -type f -exec sha256sum {} +";

  private MailOnDisk() {}

  /** The digest of each message's file, by the file's path from the disk's top. */
  static Map<String, String> digests(Path image) {
    return run(image, CHECK + MOUNT + LIST).lines().stream()
        .map(line -> line.split("  \\./", 2))
        .collect(Collectors.toMap(words -> words[1], words -> words[0]));
  }

  /** Copies all files into a folder, and answers it. */
  static Path files(Path image) {
    Path copy = image.resolveSibling("files");
    run(image, CHECK + MOUNT + "cp -a . '" + copy + "'").ok();
    return copy;
  }

  /** In a name space of its own, with which what it mounts vanishes. */
  private static Result run(Path image, String script) {
    try {
      Path scratch = Files.createDirectories(image.resolveSibling("scratch"));
      List<String> command =
          List.of("unshare", "--mount", "sh", "-c", script, "sh", image.toString(), scratch + "");
      return Host.run(scratch, LIMIT, "", command).ok();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
