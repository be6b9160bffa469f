package org.masterless.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The generator holds up the boot: ten times the entries take about ten times as long, up to more
 * entries than anybody has. How long that is depends on the machine: {@code bench/generator.sh}.
 */
class ManyEntriesTest {
  private static final int FEW = 999;
  private static final int MANY = 10 * FEW;

  /** Times as long for many as for few: 10 where each entry costs the same, 100 where all do. */
  private static final double MOST = 15;

  /** Others may use the machine too, so only the best times count. */
  private static final int ATTEMPTS = 5;

  private Path root;

  @BeforeEach
  void makeFolder() throws IOException {
    root = Scratch.inMemory("many-entries");
  }

  @AfterEach
  void removeFolder() throws IOException {
    Scratch.remove(root);
  }

  @Test
  void goodEntriesCostTheSameHoweverMany() throws IOException, InterruptedException {
    assertThat(growth(ManyEntriesTest::goodEntries, 0)).isLessThan(MOST);
    try (Stream<Path> units = Files.list(root.resolve("out"))) {
      assertThat(units.filter(unit -> unit.toString().endsWith(".service")).count())
          .isEqualTo(MANY + 1);
    }
  }

  @Test
  void badEntriesCostTheSameHoweverMany() throws IOException, InterruptedException {
    assertThat(growth("smtpd inet y - yes - x smtpd\n"::repeat, 1)).isLessThan(MOST);
  }

  @Test
  void entriesWithWarningsCostTheSameHoweverMany() throws IOException, InterruptedException {
    assertThat(growth(ManyEntriesTest::entriesWithWarnings, 1)).isLessThan(MOST);
  }

  private static String goodEntries(int entries) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries / 3; i++) {
      text.append(10_000 + i).append(" inet n - y - - smtpd\n");
      text.append("  -o syslog_name=postfix/s").append(i).append("\n");
      text.append("  -o smtpd_tls_security_level=encrypt\n");
      text.append("out").append(i).append(" unix - - y - - smtp -o smtp_bind_address=192.0.2.1\n");
      text.append("pipe").append(i).append(" unix - n n - 2 pipe\n");
      text.append("  flags=R user=nobody argv=/usr/local/bin/deliver ${recipient}\n");
    }
    return text.toString();
  }

  private static String entriesWithWarnings(int entries) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries; i++) {
      text.append("out").append(i).append(" unix - y - - - local -o {} -o\n");
    }
    return text.toString();
  }

  private void write(String masterCf) throws IOException {
    Files.createDirectories(root.resolve("etc/masterless"));
    Files.createDirectories(root.resolve("etc/postfix"));
    Files.createDirectories(root.resolve("out"));
    Files.writeString(root.resolve("etc/masterless/instances"), "/etc/postfix\n");
    Files.writeString(root.resolve("etc/postfix/main.cf"), "compatibility_level = 3.6\n");
    Files.writeString(root.resolve("etc/postfix/master.cf"), masterCf);
  }

  /** How many times as long the generator takes for ten times the entries. */
  private double growth(IntFunction<String> entries, int status)
      throws IOException, InterruptedException {
    Duration few = Duration.ofDays(1);
    Duration many = Duration.ofDays(1);
    double growth = MOST;
    for (int attempt = 0; attempt < ATTEMPTS && growth >= MOST; attempt++) {
      few = shorter(few, run(entries.apply(FEW), status));
      many = shorter(many, run(entries.apply(MANY), status));
      growth = (double) many.toNanos() / few.toNanos();
    }
    return growth;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Duration run(String masterCf, int status) throws IOException, InterruptedException {
    write(masterCf);
    long start = System.nanoTime();
    Process process =
        NativeGenerator.start("--root", root.toString(), root.resolve("out").toString());
    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(status);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
