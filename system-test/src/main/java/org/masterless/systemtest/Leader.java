package org.masterless.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first process of a booted machine, systemd: the way into its name spaces. */
record Leader(ProcessHandle process) {

  /** The leader, once it has become systemd. Before that it still stands in our file system. */
  static Optional<Leader> of(Guarded guarded) {
    return guarded.processes().stream().filter(Leader::isSystemd).findFirst().map(Leader::new);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * What goes before a command to run it as root in the machine, as a login at the console does.
   */
  List<String> enter() {
    return List.of(
        "nsenter",
        "--target=" + pid(),
        "--mount",
        "--pid",
        "--uts",
        "--ipc",
        "--net",
        "--root",
        "--wd",
        "env",
        "-i",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME=/root",
        "USER=root",
        "LOGNAME=root",
        "SHELL=/bin/bash",
        "LANG=C.UTF-8",
        "TERM=dumb");
  }

  /** Process 1 of the innermost process name space, and not systemd-nspawn any more. */
  private static boolean isSystemd(ProcessHandle handle) {
    Path proc = Path.of("/proc", Long.toString(handle.pid()));
    try {
      return Files.readAllLines(proc.resolve("status")).stream()
              .anyMatch(line -> line.matches("NSpid:.*\\s1"))
          && Files.readSymbolicLink(proc.resolve("exe")).endsWith("systemd");
    } catch (IOException e) {
      // It ended meanwhile.
      return false;
    }
  }
}
