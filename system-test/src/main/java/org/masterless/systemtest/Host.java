package org.masterless.systemtest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands on the developer's machine. Input and outputs go through files, not pipes: a daemon
 * that a command leaves behind keeps its outputs open and would keep us waiting.
 */
final class Host {
  private Host() {}

  /** Runs a short command that needs no input. */
  static Result run(String... command) {
    try {
      Path scratch = Files.createTempDirectory("masterless");
      try {
        return run(scratch, Duration.ofMinutes(1), "", List.of(command));
      } finally {
        Files.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command with this text as its input, to its end or to the time limit, a failure. */
  static Result run(Path scratch, Duration limit, String input, List<String> command) {
    try {
      Path in = Files.createTempFile(scratch, "in", "");
      try {
        Files.writeString(in, input);
        return run(scratch, limit, in, command);
      } finally {
        Files.delete(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command with this file as its input, to its end or to the time limit, a failure. */
  static Result run(Path scratch, Duration limit, Path input, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    try {
      int exit = exit(start(command, input.toFile(), out.toFile(), err.toFile()), limit, command);
      return new Result(command, exit, text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static Process start(List<String> command, File in, File out, File err)
      throws IOException {
    return new ProcessBuilder(command)
        .redirectInput(in)
        .redirectOutput(out)
        .redirectError(err)
        .start();
  }

  private static int exit(Process process, Duration limit, List<String> command) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      kill(process.toHandle());
      throw new AssertionError(
          "still running after %d s: %s".formatted(limit.toSeconds(), String.join(" ", command)));
    } catch (InterruptedException e) {
      kill(process.toHandle());
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + String.join(" ", command), e);
    }
  }

  /** Ends a process and all that came from it. */
  static void kill(ProcessHandle process) {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  /** Output may hold any bytes; those that aren't UTF-8 are replaced, not refused. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
