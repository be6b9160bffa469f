package org.masterless.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JVM beside ours that runs a main class of the tests, so that tests can end it in any way. */
record OtherJvm(Process process, BufferedReader output) implements AutoCloseable {

  /** Starts it, with these words before the {@code java} command, and arguments for the class. */
  static OtherJvm start(List<String> prefix, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dmasterless.cache=" + Places.cache());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new OtherJvm(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** The next line that it wrote, once it has. */
  String line() throws IOException {
    return Optional.ofNullable(output.readLine())
        .orElseThrow(() -> new AssertionError("the other JVM ended without a word"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
