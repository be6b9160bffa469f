package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A change of one of TeaVM's own C sources, which another version of TeaVM may not look like: then
 * the build fails and says so.
 *
 * @param file its name
 * @param found what is replaced everywhere in it
 * @param times how often it has to be there
 */
record SourcePatch(String file, String found, int times) {

  /** Puts {@code replacement} in the place of what is found, and {@code top} before all of it. */
  void apply(Path sources, String top, String replacement) throws BuildFailure, IOException {
    Path path = sources.resolve(file);
    String text = Files.readString(path);
    String patched = text.replace(found, replacement);
    int count = (text.length() - text.replace(found, "").length()) / found.length();
    if (count != times) {
      throw new BuildFailure(
          "TeaVM's %s holds \"%s\" %d times, not %d: this version of TeaVM needs another patch"
              .formatted(file, found, count, times));
    }
    Files.writeString(path, top + patched);
  }
}
