package org.masterless.system;

import org.teavm.interop.Address;

/** {@link Folders} as the kernel does them. */
final class NativeFolders implements Folders {
  private static final int O_NOCTTY = 0400;
  private static final int O_DIRECTORY = 0200000;
  private static final int O_NOFOLLOW = 0400000;
  private static final int O_CLOEXEC = 02000000;
  private static final int FOLDER = O_DIRECTORY | O_CLOEXEC;
  private static final int FILE = O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | Files.O_NONBLOCK;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int RENAME_NOREPLACE = 1;
  private static final int SEEK_SET = 0;

  /** For fchown(2): leave it as it is. */
  private static final int SAME = -1;

  private static boolean isOneName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && Octets.isCString(name);
  }

  @Override
  public int open(int folder, String name) {
    return isOneName(name) ? openAt(folder, name, FOLDER | O_NOFOLLOW, 0) : -Errno.EINVAL;
  }

  @Override
  public int openThroughLinks(int folder, String name) {
    return isOneName(name) ? openAt(folder, name, FOLDER, 0) : -Errno.EINVAL;
  }

  @Override
  public int open(String path) {
    return Octets.isCString(path) ? openAt(AT_FDCWD, path, FOLDER | O_NOFOLLOW, 0) : -Errno.EINVAL;
  }

  @Override
  public int openThroughLinks(String path) {
    return Octets.isCString(path) ? openAt(AT_FDCWD, path, FOLDER, 0) : -Errno.EINVAL;
  }

  @Override
  public int openFile(int folder, String name, int flags, int mode) {
    return isOneName(name) ? openAt(folder, name, flags | FILE, mode) : -Errno.EINVAL;
  }

  private static int openAt(int folder, String path, int flags, int mode) {
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.openat(folder, Address.ofData(name), flags, mode));
  }

  @Override
  public int make(int folder, String name, int mode) {
    if (!isOneName(name)) {
      return -Errno.EINVAL;
    }
    byte[] text = Octets.terminated(name);
    return Kernel.checked(Libc.mkdirat(folder, Address.ofData(text), mode));
  }

  @Override
  public int status(int folder, String name, FileStatus into) {
    return isOneName(name)
        ? NativeFiles.statx(folder, Octets.terminated(name), AT_SYMLINK_NOFOLLOW, into)
        : -Errno.EINVAL;
  }

  @Override
  public int status(String path, FileStatus into) {
    return Octets.isCString(path)
        ? NativeFiles.statx(AT_FDCWD, Octets.terminated(path), AT_SYMLINK_NOFOLLOW, into)
        : -Errno.EINVAL;
  }

  @Override
  public int move(int from, String name, int to, String newName) {
    return rename(from, name, to, newName, RENAME_NOREPLACE);
  }

  @Override
  public int replace(int from, String name, int to, String newName) {
    return rename(from, name, to, newName, 0);
  }

  private static int rename(int from, String name, int to, String newName, int flags) {
    if (!isOneName(name) || !isOneName(newName)) {
      return -Errno.EINVAL;
    }
    byte[] source = Octets.terminated(name);
    byte[] target = Octets.terminated(newName);
    return Kernel.checked(
        Libc.renameat2(from, Address.ofData(source), to, Address.ofData(target), flags));
  }

  @Override
  public int link(int from, String name, int to, String newName) {
    if (!isOneName(name) || !isOneName(newName)) {
      return -Errno.EINVAL;
    }
    byte[] source = Octets.terminated(name);
    byte[] target = Octets.terminated(newName);
    return Kernel.checked(Libc.linkat(from, Address.ofData(source), to, Address.ofData(target), 0));
  }

  @Override
  public int remove(int folder, String name) {
    if (!isOneName(name)) {
      return -Errno.EINVAL;
    }
    byte[] text = Octets.terminated(name);
    return Kernel.checked(Libc.unlinkat(folder, Address.ofData(text), 0));
  }

  @Override
  public int sync(int descriptor) {
    return Kernel.checked(Libc.fsync(descriptor));
  }

  @Override
  public int syncData(int descriptor) {
    return Kernel.checked(Libc.fdatasync(descriptor));
  }

  @Override
  public int setMode(int descriptor, int mode) {
    return Kernel.checked(Libc.fchmod(descriptor, mode));
  }

  @Override
  public int setGroup(int descriptor, int gid) {
    return Kernel.checked(Libc.fchown(descriptor, SAME, gid));
  }

  @Override
  public int rewind(int folder) {
    return Math.min(0, Kernel.checked(Libc.lseek(folder, 0, SEEK_SET)));
  }

  @Override
  public int list(int folder, byte[] into) {
    return Kernel.checked(Libc.getdents(folder, Address.ofData(into), into.length));
  }
}
