package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnMachine(staged = false)
class ExaminationTest {
  private static final String TEST = "ExaminationTest.example";

  @AfterEach
  void remove(Release release) {
    Host.run("rm", "-r", folder(release).toString()).ok();
  }

  @Test
  void keepsJournalUnitsStatusAndConsoleOfTheMachine(Machine machine, Release release)
      throws IOException {
    machine.run("logger", "remember this").ok();
    machine.write("/run/systemd/generator/made.service", "[Service]\nExecStart=/bin/true\n");

    new Examination(TEST, machine).report(new AssertionError("on purpose"));

    assertThat(kept(release, "journal")).contains("remember this");
    assertThat(kept(release, "units")).contains("made.service <==", "ExecStart=/bin/true");
    assertThat(kept(release, "status")).contains("postfix");
    assertThat(kept(release, "console")).contains("Reached target");
    assertThat(kept(release, "processes")).contains("master");
  }

  private static String kept(Release release, String name) throws IOException {
    return Files.readString(folder(release).resolve(name));
  }

  private static Path folder(Release release) {
    return Places.evidence().resolve(TEST + "-" + release);
  }
}
