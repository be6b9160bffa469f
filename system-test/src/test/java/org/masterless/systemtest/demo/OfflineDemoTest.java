package org.masterless.systemtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.systemtest.Places;

class OfflineDemoTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final Screen screen =
      new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false);

  @Test
  void showsUnitsOfWhichSystemdHasNothingToSayAndTheirExposure() {
    boolean worked = new OfflineDemo(screen, Places.stage()).run();

    assertThat(text())
        .contains(
            "postfix-qmgr-unix.socket",
            "ExecStart=:/usr/lib/masterless/supervise --service smtp ",
            "Nothing: all are well.")
        .containsPattern("postfix-smtp-inet +1\\.\\d OK")
        .doesNotContain("\033");
    assertThat(worked).isTrue();
  }

  @Test
  void failsAndSaysWhatSystemdWouldIgnore(@TempDir Path stage) throws IOException {
    Files.createDirectories(stage.resolve("usr/lib/masterless"));
    Files.createDirectories(stage.resolve("usr/lib/systemd/system"));
    Path generator = stage.resolve("usr/lib/systemd/system-generators/masterless-generator");
    Files.createDirectories(generator.getParent());
    Files.writeString(
        generator,
        """
        #!/bin/sh
        cat >"$3/postfix-smtp-inet.service" <<END
        [Service]
        ExecStart=/bin/kill
        PrivateTmp=perhaps
        END
        """);
    assertThat(generator.toFile().setExecutable(true)).isTrue();

    boolean worked = new OfflineDemo(screen, stage).run();

    assertThat(text())
        .contains("postfix-smtp-inet.service:3: Failed to parse", "perhaps")
        .doesNotContain("all are well");
    assertThat(worked).isFalse();
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
