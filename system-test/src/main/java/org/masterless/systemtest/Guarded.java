package org.masterless.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command with a folder, mounts, processes and cgroups of its own, all of which vanish when this
 * is closed or when this JVM ends in whatever way: {@code guardian.sh} sees to it.
 */
final class Guarded implements AutoCloseable {
  private final Path folder;
  private final Process guardian;

  private Guarded(Path folder, Process guardian) {
    this.folder = folder;
    this.guardian = guardian;
  }

  /** Starts the command in a folder that must exist and that it then owns. */
  static Guarded start(Path folder, List<Path> cgroups, String... command) {
    try {
      Files.write(folder.resolve("cgroups"), cgroups.stream().map(Path::toString).toList());
      // A session of its own, so that a Ctrl-C for the JVM doesn't reach it.
      List<String> guardian =
          List.of("setsid", "sh", script(folder, "guardian.sh").toString(), folder.toString());
      List<String> all = Stream.concat(guardian.stream(), Stream.of(command)).toList();
      return new Guarded(
          folder,
          new ProcessBuilder(all)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a script out of the jar, for a shell to read. */
  static Path script(Path folder, String name) {
    Path file = folder.resolve(name);
    try (InputStream in = Objects.requireNonNull(Guarded.class.getResourceAsStream(name), name)) {
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Every process that came from the guardian and that this JVM can see. */
  List<ProcessHandle> processes() {
    return guardian.descendants().toList();
  }

  /** Whether the command has ended by itself. */
  boolean ended() {
    return !guardian.isAlive() || Files.exists(folder.resolve("status"));
  }

  /** Waits for the command's end and says whether it exited with 0. */
  boolean succeeds(Duration limit) {
    Eventually.eventually("the end of " + folder, limit, this::ended);
    try {
      return Files.readString(folder.resolve("status")).strip().equals("0");
    } catch (IOException e) {
      return false;
    }
  }

  /** All that the command wrote. */
  String console() {
    try {
      return Files.readString(folder.resolve("console"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "(no console: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    try {
      guardian.getOutputStream().close();
      if (!guardian.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the guardian of " + folder + " doesn't end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A description of the processes for error messages. */
  @Override
  public String toString() {
    return processes().stream()
        .map(handle -> handle.pid() + " " + handle.info().command().orElse("?"))
        .collect(Collectors.joining(", ", folder + ": ", ""));
  }
}
