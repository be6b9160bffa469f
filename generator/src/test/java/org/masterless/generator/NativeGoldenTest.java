package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The native program gives the same bytes as the JVM for the golden folders. */
class NativeGoldenTest {
  static List<GoldenFolder> folders() throws IOException {
    return GoldenFolder.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void makesTheUnitsOf(GoldenFolder golden) throws IOException, InterruptedException {
    Path work = Scratch.folder("native-" + golden);
    Path output = Files.createDirectories(work.resolve("units"));
    Path root = copy(golden, work.resolve("root"));

    Process process = NativeGenerator.start("--root", root.toString(), output.toString());
    String said = new String(process.getErrorStream().readAllBytes(), ISO_8859_1);

    assertThat(said).isEqualTo(golden.problems());
    assertThat(GoldenFolder.contents(output)).isEqualTo(GoldenFolder.contents(golden.units()));
    assertThat(process.waitFor()).isEqualTo(said.contains(": error: ") ? 1 : 0);
  }

  /** With the owners that the kernel has to see, which only root can give. */
  private static Path copy(GoldenFolder golden, Path root) throws IOException {
    try (Stream<Path> all = Files.walk(golden.root())) {
      for (Path from : all.toList()) {
        Path to = root.resolve(golden.root().relativize(from).toString());
        Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
      }
    }
    for (String line : golden.owners()) {
      assumeTrue(isRoot(), "only root can give files to others, as this folder wants");
      own(root, List.of(line.split(" ", 4)));
    }
    return root;
  }

  private static boolean isRoot() throws IOException {
    return Map.of("uid", 0).equals(Files.readAttributes(Path.of("/proc/self"), "unix:uid"));
  }

  private static void own(Path root, List<String> words) throws IOException {
    Path path = root.resolve(words.get(3).substring(1));
    Files.setAttribute(path, "unix:uid", Integer.valueOf(words.get(1)));
    Files.setAttribute(path, "unix:gid", Integer.valueOf(words.get(2)));
    Files.setAttribute(path, "unix:mode", Integer.valueOf(words.get(0), 8));
  }
}
