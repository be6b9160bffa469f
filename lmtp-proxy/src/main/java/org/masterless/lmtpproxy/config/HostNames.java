package org.masterless.lmtpproxy.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine is called, from its files: to ask the name service might take long. */
final class HostNames {
  private HostNames() {}

  /**
   * The names, below {@code root}: the full one from /etc/hosts first, where it is there (hosts(5):
   * canonical name, then aliases), then the kernel's.
   */
  static List<String> of(Path root) {
    String name = firstLine(root.resolve("proc/sys/kernel/hostname"));
    if (name.isEmpty()) {
      name = firstLine(root.resolve("etc/hostname"));
    }
    if (name.isEmpty()) {
      return List.of("localhost");
    }
    String full = canonical(root, name);
    return full.equals(name) ? List.of(name) : List.of(full, name);
  }

  private static String firstLine(Path file) {
    return lines(file).stream().map(String::strip).findFirst().orElse("");
  }

  private static String canonical(Path root, String name) {
    return lines(root.resolve("etc/hosts")).stream()
        .map(line -> List.of(line.replaceFirst("#.*", "").strip().split("\\s+", -1)))
        .filter(words -> words.size() > 1 && words.subList(1, words.size()).contains(name))
        .map(words -> words.get(1))
        .filter(first -> first.startsWith(name + "."))
        .findFirst()
        .orElse(name);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
