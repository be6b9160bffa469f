package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs gcc over a translated program. */
final class CCompiler {
  private final CompilerFlags flags;
  private final String version;
  private final String machine;

  private CCompiler(CompilerFlags flags, String version, String machine) {
    this.flags = flags;
    this.version = version;
    this.machine = machine;
  }

  /** Asks the compiler that CC names, or gcc, what it is. */
  static CCompiler find(Map<String, String> environment) throws BuildFailure, IOException {
    CompilerFlags flags = new CompilerFlags(environment);
    return new CCompiler(flags, ask(flags, "--version"), ask(flags, "-dumpmachine").trim());
  }

  /** All that decides what this compiler makes of given sources. */
  String identity(Flavour flavour) {
    return String.join(" ", command(flavour)) + "\n" + version;
  }

  /** Compiles {@code all.c}. */
  void compile(Sources sources, Flavour flavour) throws BuildFailure, IOException {
    List<String> command = new ArrayList<>(command(flavour));
    command.add("-I" + sources.headers());
    command.add("-ffile-prefix-map=" + sources.root() + "=.");
    command.addAll(List.of("-o", sources.executable().toString(), "all.c", "-lm"));
    run(command, sources.code());
  }

  private List<String> command(Flavour flavour) {
    List<String> command = new ArrayList<>(flags.compiler());
    command.addAll(flags.options(flavour, machine));
    return command;
  }

  private static String ask(CompilerFlags flags, String question) throws BuildFailure, IOException {
    List<String> command = new ArrayList<>(flags.compiler());
    command.add(question);
    return run(command, Path.of("."));
  }

  private static String run(List<String> command, Path folder) throws BuildFailure, IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // The same messages and the same binary everywhere.
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = waitFor(process);
    if (status != 0) {
      throw new BuildFailure(
          String.join(" ", command) + ": exit " + status + "\n" + output.stripTrailing());
    }
    return output;
  }

  private static int waitFor(Process process) throws BuildFailure {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new BuildFailure("interrupted");
    }
  }
}
