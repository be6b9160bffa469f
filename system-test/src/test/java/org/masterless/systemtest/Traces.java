package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Everything on the developer's machine that shows that a test machine is or was there. */
record Traces(List<String> found) {

  static Traces of(String machine) {
    try {
      return new Traces(
          Stream.of(processes(machine), mounts(machine), cgroups(machine), folders(machine))
              .flatMap(List::stream)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> processes(String machine) {
    return proc("cmdline", machine);
  }

  /** Mounts in any name space: each process shows those of its own. */
  static List<String> mounts(String machine) {
    return proc("mountinfo", machine);
  }

  private static List<String> proc(String file, String machine) {
    // Our own command line doesn't name the machine: grep reads the name from a file.
    return Host.run(
            Path.of(System.getProperty("java.io.tmpdir")),
            Duration.ofSeconds(30),
            machine + "\n",
            List.of("sh", "-c", "grep -lsF -f - /proc/[0-9]*/" + file))
        .lines();
  }

  private static List<String> cgroups(String machine) {
    return Cgroups.named("masterless-" + machine).stream()
        .filter(Files::exists)
        .map(Path::toString)
        .toList();
  }

  private static List<String> folders(String machine) throws IOException {
    return Workspace.folders().stream()
        .map(Path::toString)
        .filter(folder -> folder.endsWith(machine))
        .toList();
  }
}
