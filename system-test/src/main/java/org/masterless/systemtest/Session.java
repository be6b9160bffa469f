package org.masterless.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command that runs while the test talks with it, line by line. */
public final class Session implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> command;
  private final Process process;
  private final Path errors;

  /** Lines as they come; an empty one says that there will be no more. */
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private Session(List<String> command, Process process, Path errors) {
    this.command = command;
    this.process = process;
    this.errors = errors;
  }

  static Session start(Path scratch, List<String> command) {
    try {
      Path errors = Files.createTempFile(scratch, "session", ".err");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      Session session = new Session(command, process, errors);
      Thread reader = new Thread(session::readAll, "output of " + command.get(command.size() - 1));
      reader.setDaemon(true);
      reader.start();
      return session;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends text as it is. */
  public void send(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError("can't send to " + this, e);
    }
  }

  /** The next line, without its end, or nothing at the end of output. */
  public Optional<String> readLine() {
    return readLine(PATIENCE);
  }

  /** The next line, without its end, or nothing at the end of output. */
  public Optional<String> readLine(Duration patience) {
    try {
      Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError(
            "no line within %d s from %s".formatted(patience.toSeconds(), this));
      }
      if (line.isEmpty()) {
        lines.add(line);
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while reading from " + this, e);
    }
  }

  /** All lines that are still to come, each within 30 seconds. */
  public List<String> rest() {
    List<String> rest = new ArrayList<>();
    for (var line = readLine(); line.isPresent(); line = readLine()) {
      rest.add(line.get());
    }
    return rest;
  }

  /** Ends the command's standard input. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean running() {
    return process.isAlive();
  }

  /** Waits for the command's end and gives its exit status. */
  public int exit() {
    Eventually.eventually("the end of " + this, () -> !process.isAlive());
    return process.exitValue();
  }

  /** What the command wrote to standard error so far. */
  public String errors() {
    try {
      return Files.readString(errors, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the command and what it started. */
  @Override
  public void close() {
    Host.kill(process.toHandle());
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }

  private void readAll() {
    try (BufferedReader out = process.inputReader(StandardCharsets.ISO_8859_1)) {
      out.lines().forEach(line -> lines.add(Optional.of(line)));
    } catch (IOException | UncheckedIOException e) {
      // Closed while we read: the end as well.
    } finally {
      lines.add(Optional.empty());
    }
  }
}
