package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
  @TempDir Path folder;
  private Target target;

  @BeforeEach
  void makeOne() throws IOException {
    Path made = Files.writeString(folder.resolve("made"), "code");
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    target = Target.of(folder, Flavour.RELEASE, new Program("one", "One", 512));
    target.replace(made, "digits");
  }

  @Test
  void whatWasMadeFromTheSameIsUpToDate() throws IOException {
    assertThat(folder.resolve("release/one")).isExecutable().hasContent("code");
    assertThat(target.isMadeFrom("digits")).isTrue();
    assertThat(target.isMadeFrom("others")).isFalse();
  }

  @Test
  void anExecutableThatSomethingElseWroteIsNot() throws IOException {
    Files.writeString(target.executable(), "something else");
    assertThat(target.isMadeFrom("digits")).isFalse();
  }

  @Test
  void anExecutableOfAnInterruptedBuildIsNot() throws IOException {
    Files.delete(target.stamp());
    assertThat(target.isMadeFrom("digits")).isFalse();
  }
}
