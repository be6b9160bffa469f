package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.masterless.nativebuild.probe.Features;

/** Builds a program that does a bit of everything, in all flavours, and runs it. */
class ProbeTest {
  private static final Map<String, String> NO_LOCALE = Map.of();
  private static final Map<String, String> UTF_8 = Map.of("LANG", "C.UTF-8", "LC_ALL", "C.UTF-8");

  @TempDir static Path built;

  @BeforeAll
  static void buildAllFlavours() {
    Tool run =
        Tool.build(
            Path.of("target/test-classes"),
            built,
            "release,debug,sanitize",
            "probe=org.masterless.nativebuild.probe.Probe:512");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output())
        .matches(
            "(?s)probe \\(release\\): built in .* KiB\nprobe \\(debug\\): .*\nprobe \\(sanitize\\): .*\n");
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void theLanguageOfTheSubsetMeansWhatItMeansOnTheJvm(Flavour flavour) throws Exception {
    assertThat(run(flavour, NO_LOCALE, "features")).isEqualTo(new Run(0, Features.run()));
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void argvArrivesByteForByteWhateverTheLocale(Flavour flavour) throws Exception {
    String emoji =
        new String("\uD83D\uDCEC".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String raw = "\u00ff\u0080\u00c0\u00af";
    Run expected = new Run(0, "plain\n" + emoji + "\n" + raw + "\n$ \" ' \\ %\n");
    assertThat(run(flavour, NO_LOCALE, "argv", "plain", emoji, raw, "$ \" ' \\ %"))
        .isEqualTo(expected);
    assertThat(run(flavour, UTF_8, "argv", "plain", emoji, raw, "$ \" ' \\ %")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void anUncaughtExceptionAbortsWithMethodsAndLines(Flavour flavour) throws Exception {
    Run run = run(flavour, NO_LOCALE, "fail");
    assertThat(run.status()).isEqualTo(134);
    assertThat(run.output())
        .containsPattern(
            "at org\\.masterless\\.nativebuild\\.probe\\.Probe\\.fail\\(Probe\\.java:\\d+\\)\\s+at org\\.masterless\\.nativebuild\\.probe\\.Probe\\.main\\(Probe\\.java:\\d+\\)");
  }

  @Test
  void theSanitizedProgramStopsWhenLibcIsMisused() throws Exception {
    Run run = run(Flavour.SANITIZE, NO_LOCALE, "misuse");
    assertThat(run.status()).isNotZero();
    assertThat(run.output()).contains("heap-buffer-overflow").doesNotContain("not noticed");
  }

  @Test
  void theSanitizedProgramTakesNoBlockForLostThatJavaHolds() throws Exception {
    assertThat(run(Flavour.SANITIZE, NO_LOCALE, "keep")).isEqualTo(new Run(0, ""));
  }

  /** TeaVM's own work area for that is too small, see {@link WorkAreaPatch}. */
  @ParameterizedTest
  @EnumSource(Flavour.class)
  void aHeapFullOfSmallGapsIsCollected(Flavour flavour) throws Exception {
    assertThat(run(flavour, NO_LOCALE, "gaps")).isEqualTo(new Run(0, "6000 1499501\n"));
  }

  @Test
  void theReleaseIsHardened() throws Exception {
    String headers = readelf("-Wldn");
    assertThat(headers)
        .contains("Type:                              DYN")
        .contains("GNU_RELRO")
        .contains("BIND_NOW")
        .contains("GNU_STACK")
        .doesNotContain("RWE")
        .contains("Build ID");
    assertThat(readelf("-Ws")).contains("__stack_chk_fail").doesNotContain(".symtab");
  }

  @Test
  void theDebugFlavourMapsCodeToJavaSources() throws Exception {
    assertThat(
            Run.of(
                    Map.of(),
                    Path.of("/usr/bin/readelf"),
                    "--debug-dump=line",
                    program(Flavour.DEBUG).toString())
                .output())
        .contains("Probe.java")
        .doesNotContain("/tmp/");
  }

  private static String readelf(String option) throws IOException, InterruptedException {
    return Run.of(
            Map.of(),
            Path.of("/usr/bin/readelf"),
            "-h",
            option,
            program(Flavour.RELEASE).toString())
        .output();
  }

  private static Run run(Flavour flavour, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return Run.of(environment, program(flavour), arguments);
  }

  private static Path program(Flavour flavour) {
    return built.resolve(flavour.folder()).resolve("probe");
  }
}
