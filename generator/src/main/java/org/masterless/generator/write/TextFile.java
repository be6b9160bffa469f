package org.masterless.generator.write;

import org.masterless.system.Files;
import org.masterless.system.Output;

/** Writes a small file as a whole. */
public final class TextFile {
  private TextFile() {}

  /** Answers 0 or {@code -errno}; what failed may have left a part of it. */
  public static int write(Files files, String path, String text, int mode) {
    int descriptor = files.openNoFollow(path, Files.O_WRONLY | Files.O_CREAT | Files.O_TRUNC, mode);
    if (descriptor < 0) {
      return descriptor;
    }
    int written = Output.write(files, descriptor, text);
    int closed = files.close(descriptor);
    return Math.min(written, closed);
  }
}
