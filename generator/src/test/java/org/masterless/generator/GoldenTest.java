package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.masterless.system.JvmFiles;
import org.masterless.system.OwnedFiles;

/**
 * What the generator makes of whole input trees, byte for byte. {@code -Dgolden.rewrite=true} takes
 * what comes out as what is expected: read the difference before it is committed.
 */
class GoldenTest {
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  static List<GoldenFolder> folders() throws IOException {
    return GoldenFolder.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void makesTheUnitsOf(GoldenFolder golden) throws IOException {
    Path output = Scratch.folder("golden-" + golden);
    ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    ByteArrayOutputStream standardError = new ByteArrayOutputStream();
    JvmFiles jvm =
        new JvmFiles(Path.of("/"), InputStream.nullInputStream(), standardOutput, standardError);
    String root = golden.root().toString();
    Generator generator =
        new Generator(OwnedFiles.of(jvm, root, golden.owners()), ReceivedDatagrams.none(), 1);

    int status = generator.run(List.of("--root", root, output.toString()));

    String said = standardError.toString(ISO_8859_1);
    if (REWRITE) {
      golden.rewrite(output, said);
    }
    assertThat(said).isEqualTo(golden.problems());
    assertThat(GoldenFolder.contents(output)).isEqualTo(GoldenFolder.contents(golden.units()));
    assertThat(standardOutput.size()).isZero();
    assertThat(status).isEqualTo(said.contains(": error: ") ? 1 : 0);
  }
}
