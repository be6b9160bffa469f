package org.masterless.maildir;

/**
 * A folder that is held open and was seen to be the user's.
 *
 * @param descriptor what it is worked on by
 * @param path for the log alone
 * @param permissions of its mode
 * @param gid its group
 * @param isNew whether it was made just now
 */
record OwnFolder(int descriptor, String path, int permissions, int gid, boolean isNew)
    implements Opening {
  private static final int OWNER = 0700;
  private static final int GROUP = 0070;
  private static final int WITHOUT_EXECUTE = 0666;

  /** For a folder in it: nobody gets what he doesn't have here, and others get nothing. */
  int modeOfFolders() {
    return OWNER | (permissions & GROUP);
  }

  /** For a file in it. */
  int modeOfFiles() {
    return modeOfFolders() & WITHOUT_EXECUTE;
  }
}
