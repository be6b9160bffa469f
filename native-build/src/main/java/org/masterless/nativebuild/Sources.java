package org.masterless.nativebuild;

import java.nio.file.Path;

/**
 * The folders of one translation. Nothing of {@code root}, a temporary name, may show in the
 * executable.
 *
 * @param code the C sources; gcc runs in here
 * @param headers our own headers, apart because {@code -I} of the sources would shadow libc's
 */
record Sources(Path root, Path code, Path headers) {
  static Sources below(Path root) {
    return new Sources(root, root.resolve("code"), root.resolve("headers"));
  }
}
