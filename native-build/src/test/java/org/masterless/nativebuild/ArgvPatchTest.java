package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgvPatchTest {
  @TempDir Path sources;

  @Test
  void argvIsKeptAndNotDecoded() throws Exception {
    Files.writeString(sources.resolve("main.c"), "start(teavm_parseArguments(argc, argv));\n");
    ArgvPatch.apply(sources);
    assertThat(sources.resolve("main.c"))
        .hasContent(
            """
            #include <program_argv.h>
            char **program_argv_value;
            start(teavm_parseArguments(0, (program_argv_value = argv)));
            """);
  }

  @Test
  void aMainThatLooksDifferentFailsTheBuild() throws Exception {
    Files.writeString(sources.resolve("main.c"), "start(argc, argv);\n");
    assertThatThrownBy(() -> ArgvPatch.apply(sources))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            "TeaVM's main.c holds \"teavm_parseArguments(argc, argv)\" 0 times, not 1:"
                + " this version of TeaVM needs another patch");
  }
}
