package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkAreaPatchTest {
  @TempDir Path sources;

  @Test
  void theWorkAreaIsTwiceTheHeap() throws Exception {
    Files.writeString(sources.resolve("memory.c"), "return (int32_t) (heapSize / 16);\n");

    WorkAreaPatch.apply(sources);

    assertThat(sources.resolve("memory.c")).hasContent("return (int32_t) (heapSize * 2);\n");
  }

  @Test
  void aRuntimeThatLooksDifferentFailsTheBuild() throws Exception {
    Files.writeString(sources.resolve("memory.c"), "return (int32_t) (heapSize / 8);\n");

    assertThatThrownBy(() -> WorkAreaPatch.apply(sources))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("memory.c");
  }
}
