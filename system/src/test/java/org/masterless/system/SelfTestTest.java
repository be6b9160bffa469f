package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@link SelfTest} as a native program, in each flavour that was built. */
class SelfTestTest {
  private static final Path BUILT = Path.of("target/native-test");

  record Run(int status, List<String> lines) {}

  static Stream<Path> programs() {
    return Stream.of("release", "debug", "sanitize")
        .map(flavour -> BUILT.resolve(flavour).resolve("self-test"))
        .filter(Files::isExecutable);
  }

  private static Run run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    return new Run(process.waitFor(), output.lines().toList());
  }

  @TestFactory
  List<DynamicTest> everyCallDoesWhatItShould(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path program : programs().toList()) {
      String flavour = program.getName(2).toString();
      Path own = Files.createDirectory(folder.resolve(flavour));
      Run run = run(program.toString(), "all", own.toString());
      for (String line : run.lines()) {
        tests.add(dynamicTest(flavour + ": " + line, () -> check(line)));
      }
      tests.add(dynamicTest(flavour + ": came to its end", () -> checkEnd(run)));
    }
    assertThat(tests).as("native self-tests, which Maven builds").isNotEmpty();
    return tests;
  }

  private static void check(String line) {
    assumeTrue(!line.startsWith("skipped "), line);
    assertThat(line).startsWith("ok ");
  }

  private static void checkEnd(Run run) {
    assertThat(run.lines()).last().isEqualTo("ok all of it");
    assertThat(run.status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void anyByteArrivesInArgumentsAndEnvironment(Path program)
      throws IOException, InterruptedException {
    String script =
        "ODD=\"$(printf '\\377=\\001 \\360\\237\\230\\200')\" exec \"$0\" words"
            + " \"$(printf '\\377\\200\\300\\257')\" '' \"$(printf 'a\\nb')\""
            + " \"$(printf '\\360\\237\\230\\200')\"";
    for (String locale : List.of("C", "C.UTF-8", "POSIX", "xx_YY")) {
      Run run =
          run("/usr/bin/env", "LC_ALL=" + locale, "/bin/sh", "-c", script, program.toString());
      assertThat(run.lines())
          .as("in locale " + locale)
          .containsExactly(
              "argument 776f726473",
              "argument ff80c0af",
              "argument ",
              "argument 610a62",
              "argument f09f9880",
              "environment ff3d0120f09f9880",
              "ok no variable of a name that is only begun");
    }
  }
}
