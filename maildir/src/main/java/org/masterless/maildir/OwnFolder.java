package org.masterless.maildir;

/**
 * A folder that is held open and was seen to be the user's.
 *
 * @param descriptor what it is worked on by
 * @param path for the log alone
 * @param permissions of its mode
 * @param gid its group
 * @param device the file system that it is on
 * @param isNew whether it was made just now
 */
record OwnFolder(int descriptor, String path, int permissions, int gid, long device, boolean isNew)
    implements Opening {
  private static final int OWNER = 0700;
  private static final int GROUP = 0070;
  private static final int SET_GID = 02000;
  private static final int WITHOUT_EXECUTE = 0666;
  private static final int TAKES_FILES = 0300;

  /**
   * For a folder that is made in it: its group's rights only where the group comes with them, which
   * is what set-gid does; the user's own group has no business in it.
   */
  int modeOfFolders() {
    return OWNER | ((permissions & SET_GID) != 0 ? permissions & GROUP : 0);
  }

  /** Whether a file can get from {@code other} into it, by a name alone. */
  boolean takesFilesOf(OwnFolder other) {
    return (permissions & TAKES_FILES) == TAKES_FILES && device == other.device;
  }

  /** For a file in it that is known to have its group; others get nothing. */
  int modeOfFiles() {
    return (OWNER | (permissions & GROUP)) & WITHOUT_EXECUTE;
  }

  /** For a file that is made in it. */
  int modeOfNewFiles() {
    return modeOfFolders() & WITHOUT_EXECUTE;
  }
}
