package org.masterless.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The native program has no way to see the end of its memory coming: whatever the input, up to the
 * size that is taken at all, has to fit.
 */
class NativeMemoryTest {
  private static final int LARGEST_FILE = 128 << 10;
  private static final String MAIN_CF = "compatibility_level = 3.6\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "",
        "a b c d e f g h",
        "a unix yes - - - - x",
        "a unix - - n - - x",
        "x pipe - - - {",
        "a = b",
        "a = $a"
      })
  void aFileFullOfOneLineFits(String line) throws IOException, InterruptedException {
    String full = (line + "\n").repeat(LARGEST_FILE / (line.length() + 1));

    assertThat(check(MAIN_CF, full)).doesNotContain("memory");
    assertThat(check(full, "cleanup unix n - n - 0 cleanup\n")).doesNotContain("memory");
  }

  @Test
  void thousandsOfEntriesFit() throws IOException, InterruptedException {
    StringBuilder masterCf = new StringBuilder();
    for (int i = 0; masterCf.length() < LARGEST_FILE - 30; i++) {
      masterCf.append(Integer.toHexString(i)).append(" unix - - n - - x\n");
    }

    assertThat(check(MAIN_CF, masterCf.toString())).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeCostsItsInstance() throws IOException, InterruptedException {
    assertThat(check(MAIN_CF, "#".repeat(LARGEST_FILE + 1)))
        .isEqualTo(
            "/etc/masterless/instances:1:1: error: can't read /etc/postfix/master.cf:"
                + " File too large; no units for this instance\n");
  }

  /** What it says; it must have come to its own end. */
  private static String check(String mainCf, String masterCf)
      throws IOException, InterruptedException {
    Path root = Scratch.folder("native-memory");
    Files.createDirectories(root.resolve("etc/masterless"));
    Files.createDirectories(root.resolve("etc/postfix"));
    Files.writeString(root.resolve("etc/masterless/instances"), "/etc/postfix\n");
    Files.writeString(root.resolve("etc/postfix/main.cf"), mainCf);
    Files.writeString(root.resolve("etc/postfix/master.cf"), masterCf);

    Process process = NativeGenerator.start("--root", root.toString(), "--check");
    String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isLessThanOrEqualTo(1);
    return said;
  }
}
