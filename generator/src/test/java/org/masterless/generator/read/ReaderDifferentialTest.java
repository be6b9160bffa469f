package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.JvmFiles;
import org.masterless.system.Octets;

/** The reader compiled to native code has to say, byte for byte, what it says on the JVM. */
class ReaderDifferentialTest {
  private static final Path PROGRAM =
      Path.of("target", "native-test", "release", "reader-dump").toAbsolutePath();
  private static final int CASES = 5_000;

  @TempDir Path folder;

  @Test
  void nativeCodeAndTheJvmReadTheSame() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), () -> "not built: " + PROGRAM);
    byte[] cases = cases();
    String onJvm = Octets.text(onJvm(cases));
    assertThat(onJvm.length()).isGreaterThan(CASES * 100);
    assertSame(Octets.text(asNative(cases)), onJvm);
  }

  /** Line by line, or the message of a failure is megabytes. */
  private static void assertSame(String nativeText, String jvmText) {
    String[] nativeLines = nativeText.split("\n", -1);
    String[] jvmLines = jvmText.split("\n", -1);
    for (int i = 0; i < Math.min(nativeLines.length, jvmLines.length); i++) {
      assertThat(nativeLines[i]).as("line %d", i + 1).isEqualTo(jvmLines[i]);
    }
    assertThat(nativeLines).hasSameSizeAs(jvmLines);
  }

  private static byte[] cases() {
    ByteArrayOutputStream cases = new ByteArrayOutputStream();
    for (int seed = 0; seed < CASES; seed++) {
      RandomConfiguration configuration = new RandomConfiguration(seed);
      add(configuration.main(), cases);
      add(configuration.master(), cases);
    }
    return cases.toByteArray();
  }

  private static void add(String text, ByteArrayOutputStream cases) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      cases.write(text.length() >> shift);
    }
    cases.writeBytes(Octets.bytes(text));
  }

  private byte[] onJvm(byte[] cases) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ReaderDump.run(new JvmFiles(folder, new ByteArrayInputStream(cases), output, System.err));
    return output.toByteArray();
  }

  private byte[] asNative(byte[] cases) throws IOException, InterruptedException {
    Path input = Files.write(folder.resolve("input"), cases);
    Path output = folder.resolve("output");
    Process program =
        new ProcessBuilder(PROGRAM.toString())
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(program.exitValue()).isZero();
    return Files.readAllBytes(output);
  }
}
