package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BootsMachines
class BootableTest {

  /** Writes what is in the way. */
  static final class Ask {
    private Ask() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
      System.out.println(Bootable.obstacle().orElse("nothing"));
    }
  }

  @Test
  void saysNothingWhereMachinesBoot() {
    assertThat(Bootable.obstacle()).isEmpty();
  }

  @Test
  void saysWhoWeAreWhereThatIsNotRoot(@TempDir Path readable) throws IOException {
    // Others can't look into root's folders, where the classes may be.
    Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
    Host.run("cp", "-r", "target/classes/org", "target/test-classes/org", readable.toString()).ok();
    assertThat(
            Host.run(
                    "setpriv",
                    "--reuid=65534",
                    "--clear-groups",
                    "java",
                    "-cp",
                    readable.toString(),
                    Ask.class.getName())
                .ok()
                .text())
        .isEqualTo("needs root, this is uid 65534");
  }

  @Test
  void saysWhatIsForbiddenWhereRootMayNotMount() throws IOException {
    assertThat(asked("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"))
        .startsWith("name spaces and mounts are forbidden here: ")
        .contains("unshare");
  }

  @Test
  void saysWhichPackagesAreMissing(@TempDir Path path) throws IOException {
    Host.run("cp", "/usr/bin/id", path.toString()).ok();

    assertThat(asked("env", "PATH=" + path))
        .contains("Debian packages are missing")
        .contains("mmdebstrap systemd-container");
  }

  private static String asked(String... prefix) throws IOException {
    try (OtherJvm jvm = OtherJvm.start(List.of(prefix), Ask.class)) {
      return jvm.line();
    }
  }
}
