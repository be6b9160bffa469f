package org.masterless.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What systemd itself says about the expected units of the golden folders. */
class VerifyTest {
  private static final double MOST_AS_MAIL_OWNER = 1.5;

  private Path root = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    root = Scratch.folder("verify");
  }

  static List<GoldenFolder> folders() throws IOException {
    return GoldenFolder.all().stream().filter(golden -> Files.exists(golden.units())).toList();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void systemdHasNothingToSayAboutTheUnitsOf(GoldenFolder golden)
      throws IOException, InterruptedException {
    List<String> units = SystemdAnalyze.unitsIn(golden.units());

    assertThat(SystemdAnalyze.of(golden.units(), root).verify(units)).isEmpty();
  }

  @Test
  void systemdWouldHaveSaidSomethingAboutAMistake() throws IOException, InterruptedException {
    Path units = Files.createDirectories(root.resolve("mistake"));
    Files.writeString(units.resolve("x.service"), "[Service]\nExecStart=/bin/true\nNonsense=1\n");

    assertThat(SystemdAnalyze.of(units, root).verify(List.of("x.service"))).contains("Unknown key");
  }

  @Test
  void everyServiceThatStartsAsTheMailOwnerIsExposedLittle()
      throws IOException, InterruptedException {
    Path units = Path.of("src/test/golden/debian-12/units");
    List<String> services = new ArrayList<>();
    for (String unit : SystemdAnalyze.unitsIn(units)) {
      if (unit.endsWith(".service")
          && Files.readString(units.resolve(unit)).contains("\nUser=postfix\n")) {
        services.add(unit);
      }
    }

    assertThat(services).hasSizeGreaterThan(15).contains("postfix-smtp-inet.service");
    assertThat(SystemdAnalyze.of(units, root).exposure(services))
        .allSatisfy((unit, score) -> assertThat(score).isLessThanOrEqualTo(MOST_AS_MAIL_OWNER));
  }
}
