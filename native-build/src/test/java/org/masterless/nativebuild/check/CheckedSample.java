package org.masterless.nativebuild.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.nativebuild.TestCompiler;

/** Compiles and checks the class that a test of a rule holds. */
abstract class CheckedSample {
  private static final String IMPORTS =
      "import org.teavm.interop.*; import org.teavm.interop.c.*; import java.util.*; import java.util.function.*; ";

  @TempDir Path folder;

  /** The problems of a class and all its nested ones. */
  final List<String> problems(String source) throws IOException {
    TestCompiler.compile("Sample", IMPORTS + source, folder);
    ReachableClasses classes =
        ReachableClasses.from("org.masterless.sample.Sample", TestCompiler.classesBelow(folder));
    return Checker.check(classes).stream().map(Problem::toString).toList();
  }
}
