package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a test run ends, its machines go with it. */
@BootsMachines
class NothingStaysBehindTest {

  @Test
  void afterAMachineIsClosed() {
    String name;
    try (Machine machine = Machine.boot(Release.BOOKWORM)) {
      name = machine.toString();
      assertThat(Traces.of(name).found()).hasSizeGreaterThan(5);
    }
    assertThat(Traces.of(name).found()).isEmpty();
  }

  @Test
  void afterAMachineThatNeverBooted() {
    Machine machine = Machine.off(Release.TRIXIE);
    machine.close();

    assertThat(Traces.of(machine.toString()).found()).isEmpty();
  }

  @Test
  void afterAMachineThatSwitchedItselfOff() {
    String name;
    try (Machine machine = Machine.boot(Release.TRIXIE)) {
      name = machine.toString();
      machine.run("systemctl", "poweroff");
      Eventually.eventually("the end of the machine", () -> Traces.mounts(name).isEmpty());
    }
    assertThat(Traces.of(name).found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "exit", "halt"})
  void afterAJvmThatEndsItselfBy(String end) throws IOException {
    try (OtherJvm jvm = OtherJvm.start(List.of(), BootAndEnd.class, end)) {
      assertGone(jvm.line());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP", "KILL"})
  void afterAJvmThatIsEndedBySignal(String signal) throws IOException {
    try (OtherJvm jvm = OtherJvm.start(List.of(), BootAndEnd.class, "wait")) {
      String machine = jvm.line();
      assertThat(Traces.of(machine).found()).hasSizeGreaterThan(5);

      signal(signal, Long.toString(jvm.process().pid()));

      assertGone(machine);
    }
  }

  /** As a terminal does it for Ctrl-C, and as some job runners end a job. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void afterASignalToTheWholeProcessGroup(String signal) throws IOException {
    try (OtherJvm jvm = OtherJvm.start(List.of("setsid"), BootAndEnd.class, "wait")) {
      String machine = jvm.line();

      signal(signal, "-" + jvm.process().pid());

      assertGone(machine);
    }
  }

  @Test
  void ofTwoRunsTheOneGoesAndTheOtherStays() throws IOException {
    try (OtherJvm one = OtherJvm.start(List.of(), BootAndEnd.class, "wait");
        OtherJvm other = OtherJvm.start(List.of(), BootAndEnd.class, "wait")) {
      String ends = one.line();
      String stays = other.line();
      List<String> before = Traces.of(stays).found();

      signal("KILL", Long.toString(one.process().pid()));

      assertGone(ends);
      assertThat(Traces.of(stays).found()).isEqualTo(before);
    }
  }

  @Test
  void evenAfterTheGuardianItselfWasKilled() throws IOException {
    Machine machine = Machine.boot(Release.BOOKWORM);
    Path folder = Workspace.place().resolve(machine.toString());

    // The one who holds the lock is the guardian.
    String guardian =
        Host.run(
                "sh",
                "-c",
                "grep -lsF guardian.sh /proc/[0-9]*/cmdline | xargs grep -lsF " + machine)
            .lines()
            .stream()
            .map(path -> Path.of(path).getName(1).toString())
            .findFirst()
            .orElseThrow();
    signal("KILL", guardian);
    Eventually.eventually("the end of all processes", () -> noProcess(machine.toString()));

    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(3600)));
    Workspace.sweep();
    assertThat(Traces.of(machine.toString()).found()).isEmpty();
  }

  @Test
  void butTheSweepLeavesARunningMachineAlone() throws IOException {
    try (Machine machine = Machine.boot(Release.BOOKWORM)) {
      Path folder = Workspace.place().resolve(machine.toString());
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(3600)));

      Workspace.sweep();

      assertThat(machine.state()).isEqualTo("running");
      assertThat(folder).exists();
    }
  }

  private static void assertGone(String machine) {
    Eventually.await("the end of " + machine, () -> Traces.of(machine).found(), List::isEmpty);
  }

  private static boolean noProcess(String machine) {
    return Traces.of(machine).found().stream().noneMatch(trace -> trace.startsWith("/proc/"));
  }

  private static void signal(String name, String target) {
    Host.run("kill", "-s", name, "--", target).ok();
  }
}
