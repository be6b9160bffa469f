package org.masterless.nativebuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The C headers that come with this tool. */
final class Headers {
  static final String SANITIZER_OPTIONS = "sanitizer_options.h";

  private static final List<String> ALL = List.of(ArgvPatch.HEADER, SANITIZER_OPTIONS);

  private Headers() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : ALL) {
      write(name, folder);
    }
  }

  private static void write(String name, Path folder) throws IOException {
    try (InputStream header = Headers.class.getResourceAsStream(name)) {
      if (header == null) {
        throw new IOException("no " + name + " among the resources of native-build");
      }
      Files.copy(header, folder.resolve(name));
    }
  }
}
