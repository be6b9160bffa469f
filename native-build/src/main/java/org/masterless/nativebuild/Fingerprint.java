package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A digest of everything that an executable is made from; as long as it stays the same, so does the
 * executable.
 */
final class Fingerprint {
  private final MessageDigest digest = sha256();

  /** Adds a setting or a name. */
  Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds classes by name and content, whatever order they were found in. */
  Fingerprint add(Map<String, byte[]> classes) {
    new TreeMap<>(classes).forEach((name, bytes) -> add(name).add(bytes));
    return this;
  }

  /**
   * Adds what files hold, and their names, not where they are; folders with everything below them.
   */
  Fingerprint add(List<Path> paths) throws IOException {
    for (Path path : paths) {
      for (Path file : filesBelow(path)) {
        add(path.relativize(file).toString()).add(Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** The digest in hexadecimal digits; a fingerprint can be asked once. */
  String digits() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private Fingerprint add(byte[] bytes) {
    // The length keeps apart what would read the same when joined.
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  private static List<Path> filesBelow(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
