package org.masterless.system;

/**
 * The names in a folder, one after the other and in no order, without {@code .} and {@code ..}: in
 * a memory of fixed size, however many there are.
 */
public final class FolderNames {
  /** struct linux_dirent64 (getdents64(2)): inode, offset, length of the record, type, name. */
  static final int LENGTH = 16;

  static final int NAME = 19;

  private final Folders folders;
  private final int folder;
  private final byte[] records = new byte[8192];
  private int count;
  private int next;
  private String name = "";
  private int error;

  /** Of the open {@code folder}, which nobody else may list meanwhile. */
  public FolderNames(Folders folders, int folder) {
    this.folders = folders;
    this.folder = folder;
    folders.rewind(folder);
  }

  /** Goes on to the next name; false at the end, and on an error. */
  public boolean advance() {
    do {
      if (next >= count && !readMore()) {
        return false;
      }
      int length = Math.max(NAME, LittleEndian.int16(records, next + LENGTH));
      name = nameIn(next, Math.min(next + length, count));
      next += length;
    } while (name.equals(".") || name.equals(".."));
    return true;
  }

  private boolean readMore() {
    count = folders.list(folder, records);
    next = 0;
    error = Math.min(0, count);
    return count > 0;
  }

  private String nameIn(int record, int limit) {
    int start = record + NAME;
    int end = start;
    while (end < limit && records[end] != 0) {
      end++;
    }
    return Octets.text(records, start, end - start);
  }

  public String name() {
    return name;
  }

  /** 0, or {@code -errno} of what ended it early. */
  public int error() {
    return error;
  }
}
