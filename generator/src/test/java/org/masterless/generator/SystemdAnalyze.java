package org.masterless.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * systemd's own opinion of generated units, without a running systemd: a tree with the units, the
 * units of the distribution that they lean on, and empty programs.
 */
final class SystemdAnalyze {
  private static final Path TOOL = Path.of("/usr/bin/systemd-analyze");
  private static final Path SYSTEM_UNITS = Path.of("/lib/systemd/system");

  /** What we install beside what is generated. */
  private static final Path STATIC_UNITS = Path.of("..", "units");

  private static final List<String> PROGRAMS =
      List.of(
          "usr/lib/masterless/supervise",
          "usr/lib/masterless/standin",
          "usr/lib/masterless/apply",
          "bin/echo",
          "bin/kill",
          "bin/mv",
          "bin/sh",
          "bin/sleep",
          "usr/sbin/postfix",
          "bin/true");

  private static final Pattern EXEC_START = Pattern.compile("(?m)^ExecStart=:/(\\S+)");

  /** The parts of Debian 13's units that a drop-in has to cope with. */
  private static final String HANDLE =
      """
      [Service]
      Type=forking
      ExecStartPre=+/usr/sbin/postfix check
      ExecStart=/usr/sbin/postfix start
      ExecStop=/usr/sbin/postfix stop
      """;

  private final Path root;
  private final Path units;

  private SystemdAnalyze(Path root) {
    this.root = root;
    this.units = root.resolve("etc/systemd/system");
  }

  /** Skips the test where there is no systemd-analyze. */
  static SystemdAnalyze of(Path generated, Path root) throws IOException {
    assumeTrue(Files.isExecutable(TOOL), "there is no " + TOOL + " here");
    SystemdAnalyze analyze = new SystemdAnalyze(root);
    Files.createDirectories(analyze.units);
    analyze.copyUnits(SYSTEM_UNITS, ".target");
    analyze.copyUnits(STATIC_UNITS, ".service");
    analyze.copyUnits(STATIC_UNITS, ".socket");
    for (String program : PROGRAMS) {
      analyze.addProgram(program);
    }
    Files.writeString(analyze.units.resolve("postfix.service"), HANDLE);
    Files.writeString(analyze.units.resolve("postfix@.service"), HANDLE);
    analyze.copy(generated);
    analyze.addProgramsOf(generated);
    return analyze;
  }

  private void copyUnits(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path unit : all.filter(path -> path.toString().endsWith(suffix)).toList()) {
        Files.copy(unit, units.resolve(unit.getFileName()), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Those of services.cf can be anything. */
  private void addProgramsOf(Path generated) throws IOException {
    for (String unit : unitsIn(generated)) {
      String text = Files.readString(generated.resolve(unit));
      Matcher program = EXEC_START.matcher(text);
      if (program.find() && !Files.exists(root.resolve(program.group(1)))) {
        addProgram(program.group(1));
      }
    }
  }

  private void addProgram(String program) throws IOException {
    Path path = root.resolve(program);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void copy(Path generated) throws IOException {
    try (Stream<Path> all = Files.walk(generated)) {
      for (Path from : all.toList()) {
        Path to = units.resolve(generated.relativize(from).toString());
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  /**
   * All that {@code systemd-analyze verify} says about all units at once; nothing is good. A colon
   * in a name would be taken for the start of an alias: such units are loaded as the handle's.
   */
  String verify(List<String> names) throws IOException, InterruptedException {
    List<String> command = command("verify", "--man=no");
    command.add("postfix.service");
    for (String name : names) {
      if (name.indexOf(':') < 0) {
        command.add(name);
      }
    }
    return run(command);
  }

  /** Exposure by unit, from 0 to 10. */
  Map<String, Double> exposure(List<String> services) throws IOException, InterruptedException {
    Map<String, Double> exposure = new TreeMap<>();
    for (String service : services) {
      List<String> command = command("security", "--offline=true", "--no-pager");
      command.add(service);
      String said = run(command);
      String score =
          said.replaceAll("(?s).*Overall exposure level for [^:]*.*?: ([0-9.]+) .*", "$1");
      exposure.put(service, Double.valueOf(score));
    }
    return exposure;
  }

  private List<String> command(String verb, String... options) {
    List<String> command = new ArrayList<>(List.of(TOOL.toString(), verb, "--root=" + root));
    command.addAll(List.of(options));
    return command;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  /** The sockets, services and slices in a folder. */
  static List<String> unitsIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !Files.isDirectory(path) && !Files.isSymbolicLink(path))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
