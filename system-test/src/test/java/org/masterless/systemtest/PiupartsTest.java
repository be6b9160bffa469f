package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's own test of a package: all that it installs goes with it, beside a Postfix. */
@BootsMachines
class PiupartsTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @ParameterizedTest
  @EnumSource(Release.class)
  void installingAndPurgingItTwiceLeavesEverythingAsItWas(Release release) {
    assumeTrue(
        Host.run("sh", "-c", "command -v piuparts").exit() == 0,
        "piuparts isn't installed, which make tools does");
    Path deb = DebianPackage.built();

    // It mounts things in its copy of the image, and would upgrade that where it had a network.
    Path folder = Workspace.create("piuparts");
    try (Guarded piuparts =
        Guarded.start(
            folder,
            List.of(),
            "unshare",
            "--net",
            "piuparts",
            "--existing-chroot=" + BaseImage.of(release),
            "--tmpdir=" + folder,
            "--distribution=" + release,
            "--keep-sources-list",
            "--no-upgrade-test",
            "--install-purge-install",
            deb.toString())) {
      assertThat(piuparts.succeeds(LIMIT)).as(piuparts.console()).isTrue();
    }
  }
}
