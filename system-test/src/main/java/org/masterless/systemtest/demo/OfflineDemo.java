package org.masterless.systemtest.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What can be shown without a booted machine: the units, and what systemd-analyze says of them. */
final class OfflineDemo {
  private static final String MASTER_CF =
      """
      smtp      inet  n       -       y       -       -       smtpd
      pickup    unix  n       -       y       60      1       pickup
      cleanup   unix  n       -       y       -       0       cleanup
      qmgr      unix  n       -       n       300     1       qmgr
      rewrite   unix  -       -       y       -       -       trivial-rewrite
      smtp      unix  -       -       y       -       -       smtp
      local     unix  -       n       n       -       -       local
      """;

  private final Screen screen;
  private final Path stage;

  OfflineDemo(Screen screen, Path stage) {
    this.screen = screen;
    this.stage = stage;
  }

  boolean run() {
    try {
      Path folder = Files.createTempDirectory("masterless-demo-");
      try {
        return show(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean show(Path folder) throws IOException {
    Path root = folder.resolve("root");
    Path postfix = Files.createDirectories(root.resolve("etc/postfix"));
    Files.writeString(postfix.resolve("main.cf"), "compatibility_level = 3.6\n");
    Files.writeString(postfix.resolve("master.cf"), MASTER_CF);
    Path ours = Files.createDirectories(root.resolve("etc/masterless"));
    Files.writeString(ours.resolve("instances"), "/etc/postfix\n");
    Path output = Files.createDirectory(folder.resolve("units"));
    String generator =
        stage.resolve("usr/lib/systemd/system-generators/masterless-generator").toString();

    screen.step("A master.cf, and the units that masterless-generator makes of it");
    screen.block(MASTER_CF);
    boolean worked = run(List.of(generator, "--root", root.toString(), output.toString()));
    try (Stream<Path> files = Files.list(output)) {
      screen.block(String.join("\n", files.map(f -> f.getFileName().toString()).sorted().toList()));
    }
    screen.step("One of them");
    screen.block(Files.readString(output.resolve("postfix-smtp-inet.service")));
    screen.step("What systemd-analyze says of its sandbox");
    String unit = output.resolve("postfix-smtp-inet.service").toString();
    return run(List.of("systemd-analyze", "security", "--offline=true", unit)) && worked;
  }

  private boolean run(List<String> command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      screen.block(text);
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
