package org.masterless.system;

/** {@link Files} of a kernel that has none: a test's stand-in overrides what it wants to answer. */
public class NoFiles implements Files {
  @Override
  public int open(String path, int flags, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int openNoFollow(String path, int flags, int mode) {
    return open(path, flags, mode);
  }

  @Override
  public int close(int descriptor) {
    return -Errno.ENOSYS;
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    return -Errno.ENOSYS;
  }

  @Override
  public int write(int descriptor, byte[] from, int offset, int length) {
    return -Errno.ENOSYS;
  }

  @Override
  public int rename(String from, String to) {
    return -Errno.ENOSYS;
  }

  @Override
  public int unlink(String path) {
    return -Errno.ENOSYS;
  }

  @Override
  public int mkdir(String path, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int rmdir(String path) {
    return -Errno.ENOSYS;
  }

  @Override
  public int symlink(String target, String path) {
    return -Errno.ENOSYS;
  }

  @Override
  public int readLink(String path, byte[] into) {
    return -Errno.ENOSYS;
  }

  @Override
  public int mkfifo(String path, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int chmod(String path, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int ftruncate(int descriptor, long length) {
    return -Errno.ENOSYS;
  }

  @Override
  public int lock(int descriptor) {
    return -Errno.ENOSYS;
  }

  @Override
  public int status(String path, FileStatus into) {
    return -Errno.ENOSYS;
  }

  @Override
  public int status(int descriptor, FileStatus into) {
    return -Errno.ENOSYS;
  }
}
