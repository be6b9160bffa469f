package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @TempDir Path folder;

  @Test
  void whereFilesAreDoesNotCountWhatTheyHoldDoes() throws Exception {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(one.resolve("file"), "text");
    Files.writeString(other.resolve("file"), "text");
    assertThat(of(one)).isEqualTo(of(other));

    Files.writeString(other.resolve("file"), "texts");
    assertThat(of(one)).isNotEqualTo(of(other));
  }

  @Test
  void whatReadsTheSameWhenJoinedDiffers() {
    assertThat(new Fingerprint().add("a").add("bc").digits())
        .isNotEqualTo(new Fingerprint().add("ab").add("c").digits());
  }

  @Test
  void theNamesOfClassesCount() {
    byte[] bytes = {1};
    assertThat(new Fingerprint().add(Map.of("A", bytes)).digits())
        .isNotEqualTo(new Fingerprint().add(Map.of("B", bytes)).digits());
  }

  private static String of(Path path) throws Exception {
    return new Fingerprint().add(List.of(path)).digits();
  }
}
