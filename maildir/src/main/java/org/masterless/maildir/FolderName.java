package org.masterless.maildir;

import java.util.Optional;

/** What a folder is called on disk that a recipient address names in its detail. */
final class FolderName {
  /** Of a name in a folder; some file systems take less, and say so. */
  private static final int LONGEST = 255;

  private FolderName() {}

  /**
   * {@code .a.b} for the detail {@code a.b}; none where no folder can be called so, since a part of
   * it is empty or it holds a slash.
   */
  static Optional<String> of(String detail) {
    String name = "." + detail;
    if (detail.isEmpty()
        || name.endsWith(".")
        || name.contains("..")
        || name.indexOf('/') >= 0
        || name.length() > LONGEST) {
      return Optional.empty();
    }
    return ModifiedUtf7.of(name).filter(spelt -> spelt.length() <= LONGEST);
  }
}
