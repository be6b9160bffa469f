package org.masterless.system;

/** What {@link Files#status} found out about a file (statx(2)); filled by the call, then read. */
public final class FileStatus {
  private static final int TYPE = 0170000;

  int mode;
  int uid;
  int gid;
  long size;
  long device;
  long inode;
  long modified;

  /** Type and permission bits, as in {@code st_mode}. */
  public int mode() {
    return mode;
  }

  public int permissions() {
    return mode & 07777;
  }

  public int uid() {
    return uid;
  }

  public int gid() {
    return gid;
  }

  /** In bytes; only regular files have a meaningful one. */
  public long size() {
    return size;
  }

  /** Of the file system, as {@code st_dev} has it. */
  public long device() {
    return device;
  }

  public long inode() {
    return inode;
  }

  /** When the content last changed, in seconds since 1970. */
  public long modified() {
    return modified;
  }

  /** For stand-ins of the kernel. */
  public void set(int mode, int uid, int gid, long size) {
    this.mode = mode;
    this.uid = uid;
    this.gid = gid;
    this.size = size;
  }

  public boolean isRegular() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isDirectory() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isFifo() {
    return (mode & TYPE) == 0010000;
  }

  public boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }

  public boolean isSymbolicLink() {
    return (mode & TYPE) == 0120000;
  }
}
