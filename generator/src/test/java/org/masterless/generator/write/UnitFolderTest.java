package org.masterless.generator.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.generator.translate.Generated;
import org.masterless.system.JvmFiles;

class UnitFolderTest {
  @TempDir Path root;

  @Test
  void nothingIsLeftBesideWhatWasAskedFor() throws IOException {
    assertThat(put(new Generated.Unit("a.service", "x\n"))).isEmpty();
    assertThat(put(new Generated.DropIn("b.service", "c.conf", "y\n", "b", "b"))).isEmpty();
    assertThat(put(new Generated.Link("b.service.wants/a.service", "../a.service"))).isEmpty();

    assertThat(Files.readString(root.resolve("a.service"))).isEqualTo("x\n");
    assertThat(Files.readString(root.resolve("b.service.d/c.conf"))).isEqualTo("y\n");
    assertThat(Files.readString(root.resolve("b.service.wants/a.service"))).isEqualTo("x\n");
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all.filter(path -> !Files.isDirectory(path))).hasSize(3);
    }
  }

  @Test
  void whatAnEarlierRunLeftIsReplaced() throws IOException {
    Files.writeString(root.resolve("a.service"), "old, and longer\n");
    Files.writeString(root.resolve(".masterless-generator.new"), "half a unit, and longer");
    Files.createSymbolicLink(root.resolve("l"), Path.of("old"));

    assertThat(put(new Generated.Unit("a.service", "x\n"))).isEmpty();
    assertThat(put(new Generated.Link("l", "new"))).isEmpty();
    assertThat(put(new Generated.Link("l", "newer"))).isEmpty();

    assertThat(Files.readString(root.resolve("a.service"))).isEqualTo("x\n");
    assertThat(Files.readSymbolicLink(root.resolve("l"))).isEqualTo(Path.of("newer"));
  }

  @Test
  void whatCantBeWrittenIsToldWithItsReason() throws IOException {
    Files.createDirectory(root.resolve("a.service"));
    Files.createDirectory(root.resolve("a.service/full"));

    assertThat(put(new Generated.Unit("a.service", "x\n"))).startsWith("can't write /a.service: ");
    assertThat(new UnitFolder(JvmFiles.below(root), "/none").put(new Generated.Unit("b", "")))
        .isEqualTo("can't write /none/b: No such file or directory");
  }

  private String put(Generated generated) {
    return new UnitFolder(JvmFiles.below(root), "").put(generated);
  }
}
