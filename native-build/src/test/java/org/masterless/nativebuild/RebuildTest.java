package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built again, what isn't, and what refuses to be built. */
class RebuildTest {
  private static final String PROGRAM = "sample=org.masterless.sample.Sample";

  @TempDir Path folder;
  private Path classes;
  private Path output;

  @BeforeEach
  void makeFolders() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    output = folder.resolve("output");
  }

  @Test
  void theSameClassesGiveTheSameBytesAndOthersDont() throws IOException {
    sample("return 1;");
    assertThat(build(PROGRAM).output()).contains("sample (release): built in");
    byte[] first = Files.readAllBytes(executable());

    assertThat(build(PROGRAM).output()).contains("sample (release): up to date");

    Files.delete(executable());
    Path elsewhere = Files.createDirectories(folder.resolve("some/where/else"));
    sample("return 1;");
    assertThat(Tool.build(moved(elsewhere), output, "release", PROGRAM).output())
        .contains("built in");
    assertThat(executable()).hasBinaryContent(first);

    sample("return 2;");
    assertThat(build(PROGRAM).output()).contains("sample (release): built in");
    assertThat(Files.readAllBytes(executable())).isNotEqualTo(first);
  }

  @Test
  void aProgramOutsideTheSubsetIsRefusedWithAllItsPlaces() throws IOException {
    sample("Thread.yield(); throw new IllegalStateException();");
    assertThat(build(PROGRAM))
        .isEqualTo(
            new Tool(
                1,
                """
                org.masterless.sample.Sample.run(Sample.java:1): throw: exceptions are miscompiled; return errors as values
                org.masterless.sample.Sample.run(Sample.java:1): call: java.lang.Thread.yield can't be used here; instead: processes and poll; there is a single thread
                """));
    assertThat(executable()).doesNotExist();
  }

  @Test
  void aClassThatOnlyTheJdkHasIsAnErrorAndNotTakenFromThere() {
    sample("return java.beans.Introspector.decapitalize(\"ABC\").length();");
    Tool tool = build(PROGRAM);
    assertThat(tool.status()).isEqualTo(1);
    assertThat(tool.output()).contains("java.beans.Introspector");
  }

  @Test
  void aMainClassThatIsNotThereIsAnError() {
    sample("return 1;");
    assertThat(build("sample=org.masterless.sample.Simple"))
        .isEqualTo(
            new Tool(1, "sample: no class org.masterless.sample.Simple on the class path\n"));
  }

  @Test
  void aMainClassWithoutMainIsAnError() {
    TestCompiler.compile("Sample", "class Sample {}", classes);
    assertThat(build(PROGRAM))
        .isEqualTo(
            new Tool(
                1,
                "sample: org.masterless.sample.Sample has no public static void main(String[])\n"));
  }

  @Test
  void noProgramsIsNoError() {
    assertThat(build("  \n ")).isEqualTo(new Tool(0, ""));
  }

  @Test
  void aProgramThatIsNotNamedRightIsWrongUsage() {
    Tool tool = build("sample");
    assertThat(tool.status()).isEqualTo(2);
    assertThat(tool.output())
        .startsWith(
            "Invalid value for option '--programs': bad program \"sample\": expected NAME=MAIN_CLASS or NAME=MAIN_CLASS:HEAP_KIB");
  }

  /** A program that does next to nothing. */
  private void sample(String body) {
    TestCompiler.compile(
        "Sample",
        "public class Sample { static int result; static int run() { "
            + body
            + " } public static void main(String[] unused) { result = run(); } }",
        classes);
  }

  private Path moved(Path to) throws IOException {
    return Files.move(classes, to.resolve("classes"));
  }

  private Tool build(String programs) {
    return Tool.build(classes, output, "release", programs);
  }

  private Path executable() {
    return output.resolve("release/sample");
  }
}
