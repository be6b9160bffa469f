package org.masterless.system;

import org.teavm.interop.Address;

/** {@link Files} as the kernel does them. */
final class NativeFiles implements Files {
  private static final int O_NOCTTY = 0400;
  private static final int O_NOFOLLOW = 0400000;
  private static final int O_CLOEXEC = 02000000;
  private static final int LOCK_EX_NB = 2 | 4;
  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final byte[] NO_PATH = {0};

  @Override
  public int open(String path, int flags, int mode) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.open(Address.ofData(name), flags | O_CLOEXEC | O_NOCTTY, mode));
  }

  @Override
  public int openNoFollow(String path, int flags, int mode) {
    return open(path, flags | O_NOFOLLOW, mode);
  }

  @Override
  public int close(int descriptor) {
    return Kernel.checked(Libc.close(descriptor));
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    if (!Ranges.fits(into, offset, length)) {
      return -Errno.EINVAL;
    }
    return Kernel.checked(Libc.read(descriptor, Address.ofData(into).add(offset), length));
  }

  @Override
  public int write(int descriptor, byte[] from, int offset, int length) {
    if (!Ranges.fits(from, offset, length)) {
      return -Errno.EINVAL;
    }
    return Kernel.checked(Libc.write(descriptor, Address.ofData(from).add(offset), length));
  }

  @Override
  public int rename(String from, String to) {
    if (!Octets.isCString(from) || !Octets.isCString(to)) {
      return -Errno.EINVAL;
    }
    byte[] source = Octets.terminated(from);
    byte[] target = Octets.terminated(to);
    return Kernel.checked(Libc.rename(Address.ofData(source), Address.ofData(target)));
  }

  @Override
  public int unlink(String path) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.unlink(Address.ofData(name)));
  }

  @Override
  public int mkdir(String path, int mode) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.mkdir(Address.ofData(name), mode));
  }

  @Override
  public int rmdir(String path) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.rmdir(Address.ofData(name)));
  }

  @Override
  public int symlink(String target, String path) {
    if (!Octets.isCString(target) || !Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] text = Octets.terminated(target);
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.symlink(Address.ofData(text), Address.ofData(name)));
  }

  @Override
  public int readLink(String path, byte[] into) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.readlink(Address.ofData(name), Address.ofData(into), into.length));
  }

  @Override
  public int mkfifo(String path, int mode) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.mkfifo(Address.ofData(name), mode));
  }

  @Override
  public int chmod(String path, int mode) {
    if (!Octets.isCString(path)) {
      return -Errno.EINVAL;
    }
    byte[] name = Octets.terminated(path);
    return Kernel.checked(Libc.chmod(Address.ofData(name), mode));
  }

  @Override
  public int ftruncate(int descriptor, long length) {
    return Kernel.checked(Libc.ftruncate(descriptor, length));
  }

  @Override
  public int lock(int descriptor) {
    return Kernel.checked(Libc.flock(descriptor, LOCK_EX_NB));
  }

  @Override
  public int status(String path, FileStatus into) {
    return Octets.isCString(path)
        ? statx(AT_FDCWD, Octets.terminated(path), 0, into)
        : -Errno.EINVAL;
  }

  @Override
  public int status(int descriptor, FileStatus into) {
    return statx(descriptor, NO_PATH, AT_EMPTY_PATH, into);
  }

  /** statx(2) has one layout on all machines, where struct stat has one each. */
  static int statx(int directory, byte[] name, int flags, FileStatus into) {
    byte[] raw = new byte[256];
    int answer =
        Kernel.checked(
            Libc.statx(
                directory, Address.ofData(name), flags, STATX_BASIC_STATS, Address.ofData(raw)));
    if (answer < 0) {
      return answer;
    }
    into.uid = LittleEndian.int32(raw, 20);
    into.gid = LittleEndian.int32(raw, 24);
    into.mode = LittleEndian.int16(raw, 28);
    into.inode = LittleEndian.int64(raw, 32);
    into.size = LittleEndian.int64(raw, 40);
    into.modified = LittleEndian.int64(raw, 112);
    into.device = device(LittleEndian.int32(raw, 136), LittleEndian.int32(raw, 140));
    return 0;
  }

  /** As glibc's makedev(3) puts the two numbers together. */
  private static long device(int major, int minor) {
    return (minor & 0xffL)
        | (major & 0xfffL) << 8
        | (minor & 0xffffff00L) << 12
        | (major & 0xfffff000L) << 32;
  }
}
