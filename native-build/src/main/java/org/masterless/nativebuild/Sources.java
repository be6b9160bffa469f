package org.masterless.nativebuild;

import java.nio.file.Path;

/**
 * The folders of one translation. The name of {@code root} must not show in the executable.
 *
 * @param code the C sources; gcc runs in here
 * @param headers our own headers, apart because {@code -I} of the sources would shadow libc's
 * @param executable what gcc makes
 */
record Sources(Path root, Path code, Path headers, Path executable) {
  static Sources below(Path root) {
    return new Sources(
        root, root.resolve("code"), root.resolve("headers"), root.resolve("executable"));
  }
}
