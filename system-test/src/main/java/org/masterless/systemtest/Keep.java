package org.masterless.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a developer look around in a machine ({@code -Dmachine.keep=true}, {@code make check
 * KEEP=1}).
 */
final class Keep {
  private static final Path TERMINAL = Path.of("/dev/tty");

  private Keep() {}

  static void afterFailure(Machine machine) {
    if (Boolean.getBoolean("machine.keep")) {
      say("kept: " + machine + ". Look around with\n\n  " + machine.shellCommand() + "\n");
      await();
    }
  }

  /** Maven has taken standard input, so we ask the terminal itself. */
  private static void await() {
    say("Press Enter to go on, Ctrl-C to end everything.");
    try (var terminal = Files.newInputStream(TERMINAL)) {
      while (terminal.read() != '\n') {
        // Waits for the end of the line.
      }
    } catch (IOException e) {
      say("There is no terminal: the machine stays until this process (" + pid() + ") ends.");
      sleepForEver();
    }
  }

  private static void sleepForEver() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
