package org.masterless.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The native program has no way to see the end of its memory coming: whatever the input, up to the
 * size that is taken at all, has to fit.
 */
class NativeMemoryTest {
  private static final int LARGEST_MASTER_CF = 3 << 19;
  private static final int LARGEST_MAIN_CF = 128 << 10;
  private static final int LONGEST_ENTRY = 32 << 10;
  private static final String MAIN_CF = "compatibility_level = 3.6\n";
  private static final String ENTRY = "cleanup unix n - n - 0 cleanup\n";

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "",
        "#",
        " x",
        "a b c d e f g h",
        "a unix yes - - - - x",
        "a unix - - n - - x",
        "a unix - - n - - x -o",
        "x pipe - - - {",
        "a = b",
        "a = $a"
      })
  void aFileFullOfOneLineFits(String line) throws IOException, InterruptedException {
    assertThat(check(MAIN_CF, full(line, LARGEST_MASTER_CF))).doesNotContain("memory");
    assertThat(check(full(line, LARGEST_MAIN_CF), ENTRY)).doesNotContain("memory");
  }

  private static String full(String line, int size) {
    return (line + "\n").repeat(size / (line.length() + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", " x", " \n x", "\001", "{", "-v ", "-o a=b ", " -o {a = b}"})
  void theLongestEntryFits(String argument) throws IOException, InterruptedException {
    String start = "a unix - - n - - x ";
    String entry = start + argument.repeat((LONGEST_ENTRY - start.length()) / argument.length());

    assertThat(check(MAIN_CF, entry + "\n")).doesNotContain("longer").doesNotContain("memory");
    assertThat(check(MAIN_CF, full(entry, LARGEST_MASTER_CF))).doesNotContain("memory");
    assertThat(check(MAIN_CF, entry + argument.repeat(20_000) + "\n"))
        .isEqualTo(
            "/etc/postfix/master.cf:1:1: error: longer than 32768 bytes with what continues it;"
                + " ignoring this entry\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789", "\001\002\003\004\005\006\007"})
  void thousandsOfEntriesFitOrAreTooMany(String name) throws IOException, InterruptedException {
    String all = entries(name, 1_000_000);

    String said = check(MAIN_CF, all);

    assertThat(said.lines().filter(line -> !line.contains(": too many entries; ")).count())
        .as(said)
        .isZero();
    assertThat(check(MAIN_CF, entries("", 10_000))).isEmpty();
  }

  /** As many as {@code most}, or as a file can have. */
  private static String entries(String name, int most) {
    StringBuilder masterCf = new StringBuilder();
    for (int i = 0; i < most && masterCf.length() < LARGEST_MASTER_CF - 60; i++) {
      masterCf.append(Integer.toHexString(i)).append(name).append(" unix - - n - - x\n");
    }
    return masterCf.toString();
  }

  @Test
  void theTablesOfALargeMachineFit() throws IOException, InterruptedException {
    StringBuilder users = new StringBuilder();
    StringBuilder hosts = new StringBuilder();
    for (int i = 0; users.length() < (1 << 20) - 60; i++) {
      users.append("u").append(i).append(":x:").append(i).append(":1::/:/bin/sh\n");
      hosts.append("10.1.1.1 h").append(i).append(" w").append(i).append("\n");
    }
    write("etc/passwd", users.toString());
    write("etc/group", users.toString());
    write("etc/hosts", hosts.toString());

    assertThat(check(MAIN_CF + "mail_owner = u100\n", "h100:25 inet n - n - - smtpd\n")).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeCostsItsInstance() throws IOException, InterruptedException {
    assertThat(check(MAIN_CF, "#".repeat(LARGEST_MASTER_CF + 1)))
        .isEqualTo(
            "/etc/masterless/instances:1:1: error: can't read /etc/postfix/master.cf:"
                + " File too large; no units for this instance\n");
  }

  /** What it says; it must have come to its own end. */
  private String check(String mainCf, String masterCf) throws IOException, InterruptedException {
    write("etc/masterless/instances", "/etc/postfix\n");
    write("etc/postfix/main.cf", mainCf);
    write("etc/postfix/master.cf", masterCf);

    Process process = NativeGenerator.start("--root", root.toString(), "--check");
    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isLessThanOrEqualTo(1);
    return said;
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
