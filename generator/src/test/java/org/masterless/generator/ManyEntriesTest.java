package org.masterless.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator holds up the boot: it has two seconds for more entries than anybody has. */
class ManyEntriesTest {
  private static final int ENTRIES = 9_999;
  private static final Duration MOST = Duration.ofSeconds(2);

  /** Others may use the machine too, so only the best time counts. */
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
  void tenThousandGoodEntriesTakeLessThanTwoSeconds() throws IOException, InterruptedException {
    write(goodEntries());
    assertThat(best(0)).isLessThan(MOST);
    try (Stream<Path> units = Files.list(root.resolve("out"))) {
      assertThat(units.filter(unit -> unit.toString().endsWith(".service")).count())
          .isEqualTo(ENTRIES + 1);
    }
  }

  @Test
  void tenThousandBadEntriesTakeLessThanTwoSeconds() throws IOException, InterruptedException {
    write("smtpd inet y - yes - x smtpd\n".repeat(ENTRIES));
    assertThat(best(1)).isLessThan(MOST);
  }

  @Test
  void tenThousandEntriesWithWarningsTakeLessThanTwoSeconds()
      throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ENTRIES; i++) {
      text.append("out").append(i).append(" unix - y - - - local -o {} -o\n");
    }
    write(text.toString());
    assertThat(best(1)).isLessThan(MOST);
  }

  private static String goodEntries() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ENTRIES / 3; i++) {
      text.append(10_000 + i).append(" inet n - y - - smtpd\n");
      text.append("  -o syslog_name=postfix/s").append(i).append("\n");
      text.append("  -o smtpd_tls_security_level=encrypt\n");
      text.append("out").append(i).append(" unix - - y - - smtp -o smtp_bind_address=192.0.2.1\n");
      text.append("pipe").append(i).append(" unix - n n - 2 pipe\n");
      text.append("  flags=R user=nobody argv=/usr/local/bin/deliver ${recipient}\n");
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

  private Duration best(int status) throws IOException, InterruptedException {
    Duration best = Duration.ofDays(1);
    for (int attempt = 0; attempt < ATTEMPTS && best.compareTo(MOST) > 0; attempt++) {
      long start = System.nanoTime();
      Process process =
          NativeGenerator.start("--root", root.toString(), root.resolve("out").toString());
      String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(status);
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      best = taken.compareTo(best) < 0 ? taken : best;
    }
    return best;
  }
}
