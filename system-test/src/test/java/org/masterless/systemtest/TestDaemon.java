package org.masterless.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts a daemon of our own beside Postfix's: a C program in one file, linked statically, so that it
 * needs nothing of the machine.
 */
final class TestDaemon {
  private static final String FOLDER = "usr/lib/postfix/sbin";

  private TestDaemon() {}

  /** Compiles the resource {@code NAME.c} and installs it into daemon_directory. */
  static void install(Machine machine, String name) {
    try {
      Path tree = Files.createTempDirectory("masterless");
      try {
        compile(name, tree);
        machine.install(tree);
      } finally {
        Host.run("rm", "-rf", tree.toString()).ok();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(String name, Path tree) throws IOException {
    Path source = tree.resolve(name + ".c");
    try (InputStream text = TestDaemon.class.getResourceAsStream(name + ".c")) {
      Files.copy(text, source);
    }
    Path program = Files.createDirectories(tree.resolve(FOLDER)).resolve(name);
    Host.run("gcc", "-O1", "-static", "-o", program.toString(), source.toString()).ok();
    Files.delete(source);
  }
}
