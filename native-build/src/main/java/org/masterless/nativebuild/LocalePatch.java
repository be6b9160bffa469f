package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Leaves the C locale in force, which TeaVM's runtime would replace by that of the environment:
 * twelve files to be opened and half a megabyte to be resident in each program, and texts of libc
 * in a language that tests and admins don't search for.
 */
final class LocalePatch {
  private static final String NOTHING = "(void) 0";

  private LocalePatch() {}

  static void apply(Path sources) throws BuildFailure, IOException {
    new SourcePatch("core.c", "setlocale (LC_ALL, \"\")", 1).apply(sources, "", NOTHING);
    new SourcePatch("fiber.c", "setlocale (LC_ALL, \"\")", 1).apply(sources, "", NOTHING);
  }
}
