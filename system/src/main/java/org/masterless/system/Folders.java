package org.masterless.system;

/**
 * The kernel's calls on what lies in a folder that is held open, so that nobody can put another in
 * its place between two of them.
 *
 * <p>A name is one part of a path: one with a slash, {@code .} and {@code ..} are {@code -EINVAL}
 * and never reach the kernel. No call follows a symbolic link but those that say so, and none waits
 * for the other end of a FIFO. Every call answers 0 or more, or {@code -errno}; descriptors are
 * close-on-exec.
 */
public interface Folders {
  /** Opens a folder; {@code -ENOTDIR} for anything else, a symbolic link to one included. */
  int open(int folder, String name);

  /** As {@link #open(int, String)}, also where {@code name} is a symbolic link to a folder. */
  int openThroughLinks(int folder, String name);

  /** As {@link #open(int, String)}, by a path whose last part alone may be no symbolic link. */
  int open(String path);

  /** Opens a folder by a path that may lead through symbolic links. */
  int openThroughLinks(String path);

  /** Opens a file, non-blocking; {@code flags} are those of {@link Files}. */
  int openFile(int folder, String name, int flags, int mode);

  int make(int folder, String name, int mode);

  /** Status of {@code name} itself, be it a symbolic link. */
  int status(int folder, String name, FileStatus into);

  /** Status of the last part of {@code path} itself, be it a symbolic link. */
  int status(String path, FileStatus into);

  /**
   * Gives a file another name, in the same or another folder: {@code -EEXIST} if that name is
   * taken, {@code -EINVAL} where the file system can't promise it.
   */
  int move(int from, String name, int to, String newName);

  /** Gives a file another name, and takes that away from what had it. */
  int replace(int from, String name, int to, String newName);

  /** Gives a file one more name; {@code -EEXIST} if that is taken. */
  int link(int from, String name, int to, String newName);

  /** Takes a name away from a file; {@code -EISDIR} for a folder. */
  int remove(int folder, String name);

  /** fsync(2): a folder's names, or a file's content with all that is known of it, are on disk. */
  int sync(int descriptor);

  /** fdatasync(2): a file's content is on disk, and its size. */
  int syncData(int descriptor);

  int setMode(int descriptor, int mode);

  int setGroup(int descriptor, int gid);

  /** Has {@link #list} begin again. */
  int rewind(int folder);

  /**
   * Reads the next names of a folder, in the layout that {@link FolderNames} reads; 0 at the end.
   */
  int list(int folder, byte[] into);
}
