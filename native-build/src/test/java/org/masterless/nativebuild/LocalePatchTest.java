package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalePatchTest {
  @TempDir Path sources;

  @Test
  void theLocaleIsLeftAlone() throws Exception {
    Files.writeString(sources.resolve("core.c"), "a;\nsetlocale (LC_ALL, \"\");\nb;\n");
    Files.writeString(sources.resolve("fiber.c"), "setlocale (LC_ALL, \"\");\n");

    LocalePatch.apply(sources);

    assertThat(sources.resolve("core.c")).hasContent("a;\n(void) 0;\nb;\n");
    assertThat(sources.resolve("fiber.c")).hasContent("(void) 0;\n");
  }

  @Test
  void aRuntimeThatLooksDifferentFailsTheBuild() throws Exception {
    Files.writeString(sources.resolve("core.c"), "setlocale(LC_CTYPE, \"\");\n");

    assertThatThrownBy(() -> LocalePatch.apply(sources))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("core.c");
  }
}
