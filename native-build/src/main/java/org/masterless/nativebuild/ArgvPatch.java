package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Changes the generated {@code main.c} so that argv reaches Java as the kernel gave it. TeaVM would
 * decode it with the locale before {@code main}, and ends with a segmentation fault on an emoji
 * under C.UTF-8; {@code /proc/self/cmdline} is hidden from sandboxed programs.
 *
 * <p>Java imports the pointer through the header of the same name, and reads NUL-terminated bytes
 * from it:
 *
 * <pre>{@code
 * @Import(name = "program_argv") @Include("program_argv.h") static native Address argv();
 * }</pre>
 */
final class ArgvPatch {
  static final String HEADER = "program_argv.h";

  private static final SourcePatch DECODED =
      new SourcePatch("main.c", "teavm_parseArguments(argc, argv)", 1);

  private static final String RAW = "teavm_parseArguments(0, (program_argv_value = argv))";
  private static final String TOP = "#include <" + HEADER + ">\nchar **program_argv_value;\n";

  private ArgvPatch() {}

  static void apply(Path sources) throws BuildFailure, IOException {
    DECODED.apply(sources, TOP, RAW);
  }
}
