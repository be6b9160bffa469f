package org.masterless.systemtest.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
        return show(new OfflineRoot(folder, stage));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean show(OfflineRoot root) throws IOException {
    root.fill(MASTER_CF);
    screen.step("A master.cf");
    screen.block(MASTER_CF);
    boolean generated = generate(root);
    screen.step("One of them");
    screen.block(Files.readString(root.units().resolve("postfix-smtp-inet.service")));
    boolean verified = verify(root);
    screen.step("How exposed each service is");
    return showExposure(root) && verified && generated;
  }

  private boolean generate(OfflineRoot root) throws IOException {
    screen.step("The units that masterless-generator makes of it");
    Output output = run(root.generator());
    screen.block(output.text());
    screen.block(String.join("\n", root.unitNames()));
    return output.worked();
  }

  /** By the words, not the exit status: that is 0 for settings that systemd would ignore, too. */
  private boolean verify(OfflineRoot root) throws IOException {
    screen.step("What systemd-analyze verify says of them");
    List<String> command =
        new ArrayList<>(
            List.of("systemd-analyze", "verify", "--man=no", "--root=" + root.folder()));
    command.addAll(root.unitNames());
    root.addWhatUnitsNeed();
    Output output = run(command);
    boolean silent = output.worked() && output.text().isBlank();
    if (silent) {
      screen.good("Nothing: all are well.");
    } else {
      screen.block(output.text());
      screen.bad("They should be verified without a word.");
    }
    return silent;
  }

  private boolean showExposure(OfflineRoot root) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("systemd-analyze", "security", "--no-pager", "--offline=true"));
    root.services().forEach(service -> command.add(root.units().resolve(service).toString()));
    Output output = run(command);
    Map<String, String> exposures = Units.exposures(output.text());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SERVICE", "EXPOSURE"));
    root.services()
        .forEach(
            service ->
                rows.add(
                    List.of(
                        service.replace(".service", ""), exposures.getOrDefault(service, "?"))));
    screen.table(rows);
    return output.worked();
  }

  private record Output(boolean worked, String text) {}

  /** Runs a command; that it can't be started is an output like any other. */
  private static Output run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor() == 0, text);
    } catch (IOException e) {
      return new Output(false, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Output(false, "interrupted");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
