package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@link AccountsProgram} said as a native program. */
record NativeRun(int status, String output) {
  private static final Path PROGRAM = Path.of("target/native-test/release/accounts-test");

  /** Runs it with {@code words}, started by the command {@code prefix}. */
  static NativeRun of(List<String> prefix, String... words)
      throws IOException, InterruptedException {
    assertThat(PROGRAM).as("native test program, which Maven builds").isExecutable();
    List<String> command = new ArrayList<>(prefix);
    command.add(PROGRAM.toString());
    command.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    return new NativeRun(process.waitFor(), output);
  }

  static boolean isRoot() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  boolean hasLine(String line) {
    return output.lines().anyMatch(line::equals);
  }

  /** Of what /proc/self/status says; words with single spaces between them. */
  String status(String field) {
    return output
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElse("nothing");
  }
}
