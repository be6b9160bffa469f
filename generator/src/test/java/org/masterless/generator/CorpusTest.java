package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.masterless.system.JvmFiles;

/**
 * master.cf files as people wrote them, from a folder that is not part of the project ({@code
 * -Dcorpus=DIR}): each gives units that systemd accepts, or problems with their place.
 */
class CorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("corpus", "../../shared/corpus")).toAbsolutePath().normalize();

  private Path temporary = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    temporary = Scratch.folder("corpus");
  }

  @Test
  void everyFileGivesGoodUnitsOrProblemsWithTheirPlace() throws IOException, InterruptedException {
    assumeTrue(Files.isDirectory(CORPUS), "there is no corpus in " + CORPUS);
    List<String> complaints = new ArrayList<>();
    for (Path file : files()) {
      complaints.addAll(complaintsAbout(file));
    }
    assertThat(complaints).isEmpty();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(CORPUS)) {
      return all.filter(file -> file.toString().endsWith(".cf")).sorted().toList();
    }
  }

  private List<String> complaintsAbout(Path file) throws IOException, InterruptedException {
    String name = file.getFileName().toString();
    Path output = Files.createDirectories(temporary.resolve(name + ".units"));
    List<String> complaints = new ArrayList<>();
    for (String problem : generate(file, output).lines().toList()) {
      if (!problem.matches("/etc/postfix/(main|master).cf:[0-9]+:[0-9]+: (error|warning): .*")) {
        complaints.add(name + ": no place: " + problem);
      }
    }
    List<String> units = SystemdAnalyze.unitsIn(output);
    String said = SystemdAnalyze.of(output, temporary.resolve(name + ".root")).verify(units);
    if (!said.isEmpty()) {
      complaints.add(name + ": " + said);
    }
    return complaints;
  }

  private String generate(Path masterCf, Path output) throws IOException {
    Path root = temporary.resolve(masterCf.getFileName() + ".input");
    Files.createDirectories(root.resolve("etc/masterless"));
    Files.createDirectories(root.resolve("etc/postfix"));
    Files.writeString(root.resolve("etc/masterless/instances"), "/etc/postfix\n");
    Files.writeString(root.resolve("etc/postfix/main.cf"), "compatibility_level = 3.6\n");
    Files.copy(masterCf, root.resolve("etc/postfix/master.cf"));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    JvmFiles files =
        new JvmFiles(
            Path.of("/"),
            InputStream.nullInputStream(),
            ByteArrayOutputStream.nullOutputStream(),
            said);
    new Generator(files, ReceivedDatagrams.none(), 1)
        .run(List.of("--root", root.toString(), output.toString()));
    return said.toString(ISO_8859_1);
  }
}
