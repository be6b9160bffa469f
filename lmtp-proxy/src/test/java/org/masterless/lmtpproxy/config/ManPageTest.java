package org.masterless.lmtpproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manual page and the example, against the keys that are read. */
class ManPageTest {
  private static final List<String> KEYS =
      Arrays.stream(Key.values()).map(key -> key.section() + " " + key.option()).toList();

  @Test
  void thePageHasAllKeysAndNoOthersInTheSameOrder() throws IOException {
    List<String> found = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("../man/masterless-lmtp-proxy.conf.5"))) {
      section = line.startsWith(".Ss [") ? line.substring(5, line.length() - 1) : section;
      if (line.startsWith(".It Va ")) {
        found.add(section + " " + line.substring(7));
      }
    }
    assertThat(found).isEqualTo(KEYS);
  }

  @Test
  void theExampleHasAllKeysWithTheirDefaultsAsComments() throws IOException {
    List<String> found = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("../units/lmtp-proxy.conf"))) {
      section = line.startsWith("[") ? line.substring(1, line.length() - 1) : section;
      if (line.matches("#[a-z_]+ =.*")) {
        found.add(section + " " + line.substring(1));
      }
    }
    assertThat(found)
        .isEqualTo(
            Arrays.stream(Key.values())
                .map(key -> key.section() + " " + key.option() + " = " + key.otherwise())
                .map(String::strip)
                .toList());
  }
}
