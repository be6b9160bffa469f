package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Soak;

/**
 * Whatever comes over the status channel, from a hacked daemon, or over the connection to the
 * stand-in, the native {@code supervise} is still in service afterwards, and then idle.
 */
@Tag("soak")
@Timeout(3600)
class GarbageTest extends Activated {
  private void take(String flavour) {
    program = Path.of("target/native", flavour, "supervise").toAbsolutePath();
    assumeTrue(Files.isExecutable(program), () -> "not built: " + program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "sanitize"})
  void garbageOnTheStatusChannelHarmsNobodyElse(String flavour) throws Exception {
    take(flavour);
    int rounds = Soak.size(20, 5_000);
    activate("--process-limit", "5");
    for (int seed = 0; seed < rounds; seed++) {
      ask("garbage " + seed);
      assertThat(ask("pid")).as("seed %d", seed).isNotEmpty();
    }
    assertIsWell();
    Soak.report(
        "500 writes of garbage to the status channel (" + flavour + ")", rounds + "", "in service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "sanitize"})
  void garbageFromTheStandInDoesNoHarm(String flavour) throws Exception {
    take(flavour);
    Path handle = folder.resolve("handle");
    int connections = Soak.size(3, 600);
    Process standin = handle("serve", handle.toString(), "1");
    try (var served = standin.inputReader()) {
      activate("--handle", handle.toString());
      for (int i = 0; i < connections; i++) {
        assertThat(ask("pid")).isNotEmpty();
        await("a connection", served::ready);
        assertThat(served.readLine()).isEqualTo("served");
      }
      assertIsWell();
    } finally {
      standin.destroyForcibly();
    }
    Soak.report(
        "connections with 200 packets of garbage to a supervisor (" + flavour + ")",
        connections + "",
        "in service");
  }

  /** In service, idle, and without a word from the sanitizers. */
  private void assertIsWell() throws Exception {
    assertThat(ask("pid")).isNotEmpty();
    Thread.sleep(500);
    long before = switches();
    Duration busy = processorTime();
    Thread.sleep(1000);
    assertThat(switches() - before).as("wake-ups in a second").isLessThan(20);
    assertThat(processorTime().minus(busy)).as("in a second").isLessThan(Duration.ofMillis(200));
    assertThat(lines("started")).hasSize(1);
    assertThat(lines("ended")).isEmpty();
    assertThat(lines("errors"))
        .allMatch(line -> line.startsWith("supervise: "), "a message of its own");
  }

  /** A loop that never waits doesn't give up the processor by itself. */
  private Duration processorTime() throws IOException {
    return ProcessHandle.of(Long.parseLong(supervisor()))
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }

  private static Process handle(String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(built.resolve("handle").toString());
    builder.command().addAll(List.of(words));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
