package org.masterless.system;

/**
 * {@link Folders} of a kernel that has none: a test's stand-in overrides what it wants to answer.
 */
public class NoFolders implements Folders {
  @Override
  public int open(int folder, String name) {
    return -Errno.ENOSYS;
  }

  @Override
  public int open(String path) {
    return -Errno.ENOSYS;
  }

  @Override
  public int openThroughLinks(int folder, String name) {
    return -Errno.ENOSYS;
  }

  @Override
  public int openThroughLinks(String path) {
    return -Errno.ENOSYS;
  }

  @Override
  public int openFile(int folder, String name, int flags, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int make(int folder, String name, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int status(int folder, String name, FileStatus into) {
    return -Errno.ENOSYS;
  }

  @Override
  public int status(String path, FileStatus into) {
    return -Errno.ENOSYS;
  }

  @Override
  public int move(int from, String name, int to, String newName) {
    return -Errno.ENOSYS;
  }

  @Override
  public int replace(int from, String name, int to, String newName) {
    return -Errno.ENOSYS;
  }

  @Override
  public int link(int from, String name, int to, String newName) {
    return -Errno.ENOSYS;
  }

  @Override
  public int remove(int folder, String name) {
    return -Errno.ENOSYS;
  }

  @Override
  public int sync(int descriptor) {
    return -Errno.ENOSYS;
  }

  @Override
  public int syncData(int descriptor) {
    return -Errno.ENOSYS;
  }

  @Override
  public int setMode(int descriptor, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int setGroup(int descriptor, int gid) {
    return -Errno.ENOSYS;
  }

  @Override
  public int rewind(int folder) {
    return -Errno.ENOSYS;
  }

  @Override
  public int list(int folder, byte[] into) {
    return -Errno.ENOSYS;
  }
}
