package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.JvmFiles;
import org.masterless.system.Octets;
import org.masterless.system.Soak;

/**
 * Whatever the files of a machine hold, the generator in native code writes and says what it does
 * on the JVM, byte for byte, in the memory that it has.
 */
@Tag("soak")
class GeneratorDifferentialTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("corpus", "../../shared/corpus")).toAbsolutePath().normalize();
  private static final int BATCH = 1_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"release", "sanitize"})
  void nativeCodeAndTheJvmMakeTheSameOfSpoiltMachines(String flavour)
      throws IOException, InterruptedException {
    Path program = Path.of("target", "native-test", flavour, "generator-dump").toAbsolutePath();
    assumeTrue(Files.isExecutable(program), () -> "not built: " + program);
    boolean isRelease = flavour.equals("release");
    int cases = isRelease ? Soak.size(3_000, 1_000_000) : Soak.size(1_000, 100_000);
    List<Tree> bases = bases();
    Set<String> outcomes = new HashSet<>();
    for (int seed = 0; seed < cases; seed += BATCH) {
      List<String> sums = onJvm(cases(bases, seed)).lines().toList();
      compare(program, bases, seed, sums);
      outcomes.addAll(sums);
    }
    // Else nearly all machines are too broken to be told apart, and prove little.
    assertThat(outcomes.size()).isGreaterThan(Math.min(cases, 10_000) / 2);
    Soak.report(
        "spoilt machines, generator (" + flavour + ") and JVM", cases + "", "the same bytes");
  }

  /** With the kernel's files in the place of those in memory; few, as that takes longer. */
  @Test
  void theProgramAsInstalledMakesTheSameToo() throws IOException, InterruptedException {
    List<Tree> bases = bases();
    int cases = Soak.size(100, 5_000);
    for (int seed = 0; seed < cases; seed++) {
      Path work = Scratch.folder("spoilt");
      Path root = MutatedTree.of(bases, seed).onDisk(work.resolve("root"));
      Path ofJvm = Files.createDirectory(work.resolve("jvm"));
      Path ofNative = Files.createDirectory(work.resolve("native"));
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      JvmFiles files = new JvmFiles(Path.of("/"), InputStream.nullInputStream(), said, said);
      int status =
          new Generator(files, ReceivedDatagrams.none(), 1)
              .run(List.of("--root", root.toString(), ofJvm.toString()));

      Process process = NativeGenerator.start("--root", root.toString(), ofNative.toString());
      String nativeSaid = new String(process.getErrorStream().readAllBytes(), ISO_8859_1);
      assertThat(process.waitFor()).as("seed %d", seed).isEqualTo(status);
      assertThat(nativeSaid).as("seed %d", seed).isEqualTo(said.toString(ISO_8859_1));
      assertThat(GoldenFolder.contents(ofNative))
          .as("seed %d", seed)
          .isEqualTo(GoldenFolder.contents(ofJvm));
    }
    Soak.report("spoilt machines, installed generator", cases + "", "the same bytes");
  }

  /** The golden machines, and one for each file of the corpus, where there is one. */
  private static List<Tree> bases() throws IOException {
    List<Tree> bases = new ArrayList<>();
    for (GoldenFolder golden : GoldenFolder.all()) {
      bases.add(Tree.of(golden));
    }
    if (Files.isDirectory(CORPUS)) {
      Tree debian = bases.get(2);
      try (Stream<Path> all = Files.list(CORPUS)) {
        for (Path file : all.filter(path -> path.toString().endsWith(".cf")).sorted().toList()) {
          Tree machine = debian.copy();
          machine.change("/etc/postfix/master.cf", Files.readString(file, ISO_8859_1));
          bases.add(machine);
        }
      }
    }
    return bases;
  }

  private static byte[] cases(List<Tree> bases, int first) {
    ByteArrayOutputStream cases = new ByteArrayOutputStream();
    for (int seed = first; seed < first + BATCH; seed++) {
      MutatedTree.of(bases, seed).write(how(seed), cases);
    }
    return cases.toByteArray();
  }

  private static String how(int seed) {
    return seed % 4 == 0 ? "boot" : "hand";
  }

  private void compare(Path program, List<Tree> bases, int first, List<String> onJvm)
      throws IOException, InterruptedException {
    List<String> asNative = asNative(program, cases(bases, first)).lines().toList();
    for (int i = 0; i < BATCH; i++) {
      String line = i < asNative.size() ? asNative.get(i) : "no answer";
      if (!line.equals(onJvm.get(i))) {
        show(program, MutatedTree.of(bases, first + i), first + i);
      }
    }
  }

  /** All that came of one case, line by line, or the message of the failure is megabytes. */
  private void show(Path program, Tree machine, int seed) throws IOException, InterruptedException {
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    machine.write(how(seed).toUpperCase(Locale.ROOT), one);
    String[] jvmLines = onJvm(one.toByteArray()).split("\n", -1);
    String[] nativeLines = asNative(program, one.toByteArray()).split("\n", -1);
    for (int i = 0; i < Math.min(jvmLines.length, nativeLines.length); i++) {
      assertThat(nativeLines[i]).as("seed %d, line %d", seed, i + 1).isEqualTo(jvmLines[i]);
    }
    assertThat(nativeLines).as("seed %d", seed).hasSameSizeAs(jvmLines);
    throw new AssertionError("seed " + seed + " differs, but not when it is alone");
  }

  private String onJvm(byte[] cases) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    GeneratorDump.run(new JvmFiles(folder, new ByteArrayInputStream(cases), output, System.err));
    return Octets.text(output.toByteArray());
  }

  private String asNative(Path program, byte[] cases) throws IOException, InterruptedException {
    Path input = Files.write(folder.resolve("input"), cases);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(program.toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as("see standard error; cases in %s", input).isZero();
    return Octets.text(Files.readAllBytes(output));
  }
}
