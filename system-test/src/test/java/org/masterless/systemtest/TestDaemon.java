package org.masterless.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts C programs of our own on a machine, each in one file. */
final class TestDaemon {
  private static final String FOLDER = "usr/lib/postfix/sbin";

  private TestDaemon() {}

  /** A daemon beside Postfix's, linked statically, so that it needs nothing of the machine. */
  static void install(Machine machine, String name) {
    install(machine, name, FOLDER + "/" + name, "-static");
  }

  /** A source of nsswitch.conf(5), which needs libc only. */
  static void installNameService(Machine machine, String name) {
    String folder = "usr/lib/" + Host.run("gcc", "-print-multiarch").ok().text();
    install(machine, name, folder + "/libnss_" + name + ".so.2", "-shared", "-fPIC");
  }

  private static void install(Machine machine, String name, String path, String... options) {
    try {
      Path tree = Files.createTempDirectory("masterless");
      try {
        compile(name, tree, path, options);
        machine.install(tree);
      } finally {
        Host.run("rm", "-rf", tree.toString()).ok();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(String name, Path tree, String path, String... options)
      throws IOException {
    Path source = tree.resolve(name + ".c");
    try (InputStream text = TestDaemon.class.getResourceAsStream(name + ".c")) {
      Files.copy(text, source);
    }
    Path program = tree.resolve(path);
    Files.createDirectories(program.getParent());
    List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-o", program.toString()));
    command.addAll(List.of(options));
    command.add(source.toString());
    Host.run(command.toArray(String[]::new)).ok();
    Files.delete(source);
  }
}
