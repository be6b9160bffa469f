package org.masterless.systemtest;

import java.util.List;

/** What a command did: its exit status (128 + N after signal N) and all that it wrote. */
public record Result(List<String> command, int exit, String out, String err) {

  public Result {
    command = List.copyOf(command);
  }

  /** This result, or a failure that shows the command and both outputs unless it exited with 0. */
  public Result ok() {
    return exits(0);
  }

  /** This result, or a failure that shows the command and both outputs unless it exited so. */
  public Result exits(int expected) {
    if (exit != expected) {
      throw new AssertionError("expected exit status " + expected + ":\n" + this);
    }
    return this;
  }

  /** What it wrote to standard output, without the line break at the end. */
  public String text() {
    return out.stripTrailing();
  }

  /** What it wrote to standard output, line by line. */
  public List<String> lines() {
    return out.lines().toList();
  }

  @Override
  public String toString() {
    return "$ %s\nexit status %d\n%s%s"
        .formatted(
            String.join(" ", command),
            exit,
            block("standard output", out),
            block("standard error", err));
  }

  private static String block(String title, String text) {
    return text.isBlank() ? "" : title + ":\n" + text.stripTrailing().indent(2);
  }
}
