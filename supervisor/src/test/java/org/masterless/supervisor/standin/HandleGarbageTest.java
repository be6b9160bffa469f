package org.masterless.supervisor.standin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.supervisor.CompiledC;
import org.masterless.system.Soak;

/**
 * Whatever a process of the mail owner's sends to the handle socket ({@code handle.c}), the native
 * {@code standin} goes on passing orders to supervisors, and is idle otherwise.
 */
@Tag("soak")
@Timeout(3600)
class HandleGarbageTest {
  private static final String OWNER = "daemon";

  @TempDir Path folder;

  @BeforeEach
  void makeFolders() throws IOException, InterruptedException {
    assumeTrue(
        Map.of("uid", 0).equals(Files.readAttributes(Path.of("/proc/self"), "unix:uid")),
        "only root can become the mail owner");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("queue/pid", "data", "run")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.setAttribute(
        folder.resolve("data"),
        "owner:owner",
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER));
    CompiledC.into(folder, "handle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "sanitize"})
  void garbageLeavesTheStandInInService(String flavour) throws IOException, InterruptedException {
    int floods = Soak.size(3, 500);
    Process standin = standin(flavour);
    try {
      for (int seed = 0; seed < floods; seed++) {
        Process flood = handle("flood", Integer.toString(seed));
        assertThat(flood.waitFor()).as("seed %d", seed).isZero();
        assertPassesOrdersOn(standin);
      }
      assertIdle(standin);
      signal(standin, "TERM");
      assertThat(standin.waitFor(20, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      standin.destroyForcibly();
    }
    assertThat(folder.resolve("errors")).isEmptyFile();
    assertThat(standin.exitValue()).as("stopped by somebody but systemd").isEqualTo(143);
    Soak.report(
        "300 connections with garbage to the stand-in (" + flavour + ")",
        floods + "",
        "in service");
  }

  private Process standin(String flavour) throws IOException {
    Path program = Path.of("target/native", flavour, "standin").toAbsolutePath();
    assumeTrue(Files.isExecutable(program), () -> "not built: " + program);
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--queue-directory",
            folder.resolve("queue").toString(),
            "--data-directory",
            folder.resolve("data").toString(),
            "--user",
            OWNER,
            "--runtime-directory",
            folder.resolve("run").toString());
    builder.environment().clear();
    // Looking for leaks takes ptrace(2), which is not for a process that has dropped.
    builder.environment().put("ASAN_OPTIONS", "detect_leaks=0");
    return builder.redirectError(folder.resolve("errors").toFile()).start();
  }

  private Process handle(String what, String... seed) throws IOException, InterruptedException {
    Path socket = folder.resolve("run/handle");
    for (int i = 0; i < 2000 && !Files.exists(socket); i++) {
      Thread.sleep(5);
    }
    ProcessBuilder builder =
        new ProcessBuilder(folder.resolve("handle").toString(), what, socket.toString());
    builder.command().addAll(List.of(seed));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private void assertPassesOrdersOn(Process standin) throws IOException, InterruptedException {
    Process supervisor = handle("ask");
    try (BufferedReader orders = supervisor.inputReader(ISO_8859_1)) {
      assertThat(line(orders)).isEqualTo("here");
      // It is known once the stand-in has nothing left to do.
      Thread.sleep(200);
      signal(standin, "HUP");
      assertThat(line(orders)).isEqualTo("R");
    } finally {
      supervisor.destroyForcibly().waitFor();
    }
  }

  private static String line(BufferedReader orders) throws IOException, InterruptedException {
    for (int i = 0; i < 2000 && !orders.ready(); i++) {
      Thread.sleep(5);
    }
    return orders.ready() ? orders.readLine() : "nothing in ten seconds";
  }

  private static void assertIdle(Process standin) throws IOException, InterruptedException {
    Thread.sleep(500);
    long before = switches(standin);
    Duration busy = processorTime(standin);
    Thread.sleep(1000);
    assertThat(switches(standin) - before).as("wake-ups in a second").isLessThan(20);
    assertThat(processorTime(standin).minus(busy))
        .as("in a second")
        .isLessThan(Duration.ofMillis(200));
    try (var open = Files.list(Path.of("/proc", standin.pid() + "", "fd"))) {
      assertThat(open.count()).as("open files").isLessThan(20);
    }
  }

  /** A loop that never waits doesn't give up the processor by itself. */
  private static Duration processorTime(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private static long switches(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process.pid() + "", "status")).stream()
        .filter(line -> line.startsWith("voluntary_ctxt_switches"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, process.pid() + "").start().waitFor();
  }
}
