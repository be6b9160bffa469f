package org.masterless.system;

/**
 * The kernel's calls on files, by path and by descriptor.
 *
 * <p>Paths are octet strings ({@link Octets}). Every call answers 0 or more, or {@code -errno}; a
 * path with a NUL in it is {@code -EINVAL} and never reaches the kernel. Descriptors are
 * close-on-exec.
 */
public interface Files {
  int O_RDONLY = 0;
  int O_WRONLY = 1;
  int O_RDWR = 2;
  int O_CREAT = 0100;
  int O_EXCL = 0200;
  int O_TRUNC = 01000;
  int O_APPEND = 02000;
  int O_NONBLOCK = 04000;

  /** open(2), always with {@code O_CLOEXEC} and {@code O_NOCTTY}. */
  int open(String path, int flags, int mode);

  /** As {@link #open}, but a symbolic link as the last part of the path is {@code -ELOOP}. */
  int openNoFollow(String path, int flags, int mode);

  int close(int descriptor);

  /** read(2) of at most {@code length} bytes into {@code into} from {@code offset} on. */
  int read(int descriptor, byte[] into, int offset, int length);

  /** write(2); may write less than asked for. */
  int write(int descriptor, byte[] from, int offset, int length);

  int rename(String from, String to);

  int unlink(String path);

  int mkdir(String path, int mode);

  /** Removes an empty folder; {@code -ENOTEMPTY} for another. */
  int rmdir(String path);

  /** Makes {@code path} a symbolic link with the text {@code target}. */
  int symlink(String target, String path);

  /**
   * readlink(2): the text of a symbolic link, whose length it answers; {@code -EINVAL} where {@code
   * path} is none. A text that is longer than {@code into} is cut.
   */
  int readLink(String path, byte[] into);

  int mkfifo(String path, int mode);

  int chmod(String path, int mode);

  int ftruncate(int descriptor, long length);

  /** flock(2), exclusive, without waiting: {@code -EAGAIN} where somebody else holds the lock. */
  int lock(int descriptor);

  /** Status of what {@code path} leads to, through symbolic links. */
  int status(String path, FileStatus into);

  int status(int descriptor, FileStatus into);
}
