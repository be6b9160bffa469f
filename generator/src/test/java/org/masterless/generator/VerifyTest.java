package org.masterless.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What systemd itself says about the expected units of the golden folders. */
class VerifyTest {
  private static final Pattern PROGRAM = Pattern.compile("(?m)^ExecStart=.* -- \\S+/(\\S+)");

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
  void noServiceIsMoreExposedThanItsProgramMayBe() throws IOException, InterruptedException {
    Path units = Path.of("src/test/golden/debian-12/units");
    Map<String, Double> limits = limits(units);
    List<String> services = List.copyOf(limits.keySet());

    assertThat(services).hasSizeGreaterThan(25).contains("postfix-smtp-inet.service");
    assertThat(SystemdAnalyze.of(units, root).exposure(services))
        .hasSameSizeAs(services)
        .allSatisfy((unit, score) -> assertThat(score).isLessThanOrEqualTo(limits.get(unit)));
  }

  /** By service. */
  private static Map<String, Double> limits(Path units) throws IOException {
    Properties byProgram = new Properties();
    try (Reader text = Files.newBufferedReader(Path.of("src/test/exposure.properties"))) {
      byProgram.load(text);
    }
    Map<String, Double> limits = new TreeMap<>();
    for (String unit : SystemdAnalyze.unitsIn(units)) {
      Matcher program = PROGRAM.matcher(Files.readString(units.resolve(unit)));
      if (program.find()) {
        String limit = byProgram.getProperty(program.group(1), byProgram.getProperty("other"));
        limits.put(unit, Double.valueOf(limit));
      }
    }
    return limits;
  }
}
