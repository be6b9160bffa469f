package org.masterless.accounts;

import java.nio.charset.StandardCharsets;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.NoFiles;

/** A kernel with one file, which can be read in pieces of any size. */
final class OneFile extends NoFiles {
  static final String PATH = "/etc/dovecot/users";

  String path = PATH;
  byte[] content = {};
  int mode = 0100640;
  int owner;
  int piece = Integer.MAX_VALUE;
  int openAnswer;
  int readAnswer;
  int open;
  private int position;

  static OneFile of(String text) {
    OneFile file = new OneFile();
    file.content = text.getBytes(StandardCharsets.ISO_8859_1);
    return file;
  }

  @Override
  public int open(String name, int flags, int permissions) {
    if (openAnswer < 0 || !name.equals(path)) {
      return openAnswer < 0 ? openAnswer : -Errno.ENOENT;
    }
    open++;
    position = 0;
    return 5;
  }

  @Override
  public int close(int descriptor) {
    open--;
    return 0;
  }

  @Override
  public int status(int descriptor, FileStatus into) {
    into.set(mode, owner, 0, content.length);
    return 0;
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    if (readAnswer < 0) {
      return readAnswer;
    }
    int count = Math.min(Math.min(piece, length), content.length - position);
    System.arraycopy(content, position, into, offset, count);
    position += count;
    return count;
  }
}
