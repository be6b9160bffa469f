package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {

  @Test
  void leavesWhatAnAdminWroteWhenANewVersionIsStagedOverTheOld(@TempDir Path root)
      throws IOException {
    stage(root);
    Path instances = root.resolve("etc/masterless/instances");
    Files.writeString(instances, "/etc/postfix\n", StandardOpenOption.APPEND);
    Path servicesCf = root.resolve("etc/masterless/services.cf");
    Files.writeString(servicesCf, "x unix - - n - - x\n", StandardOpenOption.APPEND);
    Path program = root.resolve("usr/lib/masterless/supervise");
    Files.writeString(program, "old");

    stage(root);

    assertThat(instances).content().endsWith("\n/etc/postfix\n");
    assertThat(servicesCf).content().endsWith("\nx unix - - n - - x\n");
    assertThat(program).isExecutable();
    assertThat(Files.size(program)).isGreaterThan(3);
  }

  private static void stage(Path root) {
    String repository = Places.repository().toString();
    Host.run("make", "-s", "-C", repository, "stage-files", "DESTDIR=" + root).ok();
  }
}
