package org.masterless.nativebuild;

import java.util.Locale;

/** What an executable is made for. */
enum Flavour {
  /** What is installed: optimised, hardened, stripped. */
  RELEASE,

  /** For gdb and core dumps: symbols, and the lines of the Java sources. */
  DEBUG,

  /**
   * Ends with a report when libc is misused or C behaves in an undefined way; not to be installed.
   */
  SANITIZE;

  /** The name on the command line and of the folder that the executables go to. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return folder();
  }
}
