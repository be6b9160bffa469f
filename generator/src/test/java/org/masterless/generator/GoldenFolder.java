package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder below {@code src/test/golden}: {@code root} with an input tree, {@code units} with what
 * must come out of it, {@code problems} with what must be said, {@code owners} with what a checkout
 * can't carry ({@code MODE UID GID PATH} a line).
 */
record GoldenFolder(Path path) {
  private static final Path ALL = Path.of("src/test/golden");

  static List<GoldenFolder> all() throws IOException {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.filter(Files::isDirectory).sorted().map(GoldenFolder::new).toList();
    }
  }

  Path root() {
    return path.resolve("root").toAbsolutePath();
  }

  Path units() {
    return path.resolve("units");
  }

  List<String> owners() throws IOException {
    Path owners = path.resolve("owners");
    return Files.exists(owners) ? Files.readAllLines(owners) : List.of();
  }

  String problems() throws IOException {
    Path problems = path.resolve("problems");
    return Files.exists(problems) ? Files.readString(problems, ISO_8859_1) : "";
  }

  void rewrite(Path generated, String problems) throws IOException {
    for (Path old : files(units())) {
      Files.delete(old);
    }
    for (Path file : files(generated)) {
      Path target = units().resolve(generated.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }
    if (problems.isEmpty()) {
      Files.deleteIfExists(path.resolve("problems"));
    } else {
      Files.writeString(path.resolve("problems"), problems, ISO_8859_1);
    }
  }

  /** Contents by relative path; of a link, what it says. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      contents.put(folder.relativize(file).toString(), content(file));
    }
    return contents;
  }

  private static String content(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? "-> " + Files.readSymbolicLink(file)
        : new String(Files.readAllBytes(file), UTF_8);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
          .sorted()
          .toList();
    }
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
