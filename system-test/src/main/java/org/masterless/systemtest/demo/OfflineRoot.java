package org.masterless.systemtest.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that stands in for a machine's root: as much of one as the generator and {@code
 * systemd-analyze --root} ask for.
 *
 * @param folder the folder
 * @param stage what {@code make stage} made
 */
record OfflineRoot(Path folder, Path stage) {
  private static final String PROGRAMS = "usr/lib/masterless";
  private static final String STATIC_UNITS = "usr/lib/systemd/system";

  /** Unit files of systemd's own that ours refer to. */
  private static final List<String> TARGETS = List.of("sysinit", "basic", "sockets", "shutdown");

  /** What an admin has before the switch, and the line that switches. */
  void fill(String masterCf) throws IOException {
    write("etc/postfix/main.cf", "compatibility_level = 3.6\n");
    write("etc/postfix/master.cf", masterCf);
    write("etc/masterless/instances", "/etc/postfix\n");
    Files.createDirectories(units());
  }

  List<String> generator() {
    return List.of(
        stage.resolve("usr/lib/systemd/system-generators/masterless-generator").toString(),
        "--root",
        folder.toString(),
        units().toString());
  }

  /** systemd-analyze looks for what a unit needs and for the programs it starts. */
  void addWhatUnitsNeed() throws IOException {
    for (String target : TARGETS) {
      write("usr/lib/systemd/system/" + target + ".target", "[Unit]\n");
    }
    try (Stream<Path> programs = Files.list(stage.resolve(PROGRAMS))) {
      for (Path program : programs.toList()) {
        addProgram(PROGRAMS + "/" + program.getFileName());
      }
    }
    for (String program : List.of("kill", "echo", "sleep")) {
      addProgram("bin/" + program);
    }
    try (Stream<Path> units = Files.list(stage.resolve(STATIC_UNITS))) {
      for (Path unit : units.toList()) {
        write(STATIC_UNITS + "/" + unit.getFileName(), Files.readString(unit));
      }
    }
  }

  /** Where systemd-analyze finds units, and we put them. */
  Path units() {
    return folder.resolve("etc/systemd/system");
  }

  /** Unit files without drop-ins, links and what is masked. */
  List<String> unitNames() throws IOException {
    try (Stream<Path> files = Files.list(units())) {
      return files
          .filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  List<String> services() throws IOException {
    return unitNames().stream().filter(name -> name.endsWith(".service")).toList();
  }

  private void addProgram(String path) throws IOException {
    if (!write(path, "").toFile().setExecutable(true)) {
      throw new IOException("can't make " + path + " executable");
    }
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
