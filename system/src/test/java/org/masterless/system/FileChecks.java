package org.masterless.system;

/** {@link Files} as the kernel does them. */
final class FileChecks {
  private static final Files FILES = Kernel.files();

  private FileChecks() {}

  static void run(Checks checks, String folder) {
    String file = folder + "/odd \u00ff name";
    contents(checks, file);
    status(checks, file, folder);
    names(checks, folder, file);
    locks(checks, file);
    ranges(checks, file);
  }

  private static void contents(Checks checks, String file) {
    int made = FILES.open(file, Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL, 0600);
    checks.atLeast("open makes a file", made, 3);
    checks.equal("write", Output.write(FILES, made, "h\u00e9llo"), 0);
    checks.equal("ftruncate", FILES.ftruncate(made, 4), 0);
    checks.equal("close", FILES.close(made), 0);
    checks.equal("close twice", FILES.close(made), -Errno.EBADF);
    checks.equal("write after close", Output.write(FILES, made, "x"), -Errno.EBADF);
    checks.equal("read all", FileContent.read(FILES, file, 4).text(), "h\u00e9ll");
    checks.equal("read too much", FileContent.read(FILES, file, 3).error(), -Errno.EFBIG);
    checks.equal(
        "open what is there",
        FILES.open(file, Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL, 0600),
        -Errno.EEXIST);
    checks.equal("open what isn't", FILES.open(file + "x", 0, 0), -Errno.ENOENT);
    checks.equal("a NUL in a path", FILES.open(file + "\0x", 0, 0), -Errno.EINVAL);
    checks.equal("ftruncate nothing", FILES.ftruncate(-1, 0), -Errno.EBADF);
  }

  private static void status(Checks checks, String file, String folder) {
    FileStatus status = new FileStatus();
    checks.equal("chmod", FILES.chmod(file, 0640), 0);
    checks.equal("chmod nothing", FILES.chmod(file + "x", 0640), -Errno.ENOENT);
    checks.equal("status", FILES.status(file, status), 0);
    checks.isTrue("it is regular", status.isRegular() && !status.isDirectory());
    checks.equal("its size", status.size(), 4);
    checks.equal("its permissions", status.permissions(), 0640);
    checks.equal("its owner", status.uid(), Kernel.identities().effectiveUid());
    checks.atLeast("its inode", status.inode(), 1);
    checks.equal("status of a folder", FILES.status(folder, status), 0);
    checks.isTrue("it is a folder", status.isDirectory() && !status.isRegular());
    checks.equal("status of nothing", FILES.status(file + "x", status), -Errno.ENOENT);
    checks.equal("status of no descriptor", FILES.status(-1, status), -Errno.EBADF);
    checks.equal("reading a folder", FileContent.read(FILES, folder, 4).error(), -Errno.EISDIR);
  }

  private static void names(Checks checks, String folder, String file) {
    checks.equal("mkdir", FILES.mkdir(folder + "/sub", 0700), 0);
    checks.equal("mkdir again", FILES.mkdir(folder + "/sub", 0700), -Errno.EEXIST);
    checks.equal("mkdir of another", FILES.mkdir(folder + "/empty", 0700), 0);
    checks.equal("rmdir", FILES.rmdir(folder + "/empty"), 0);
    checks.equal("rmdir of nothing", FILES.rmdir(folder + "/empty"), -Errno.ENOENT);
    checks.equal("rmdir of a full folder", FILES.rmdir(folder), -Errno.ENOTEMPTY);
    checks.equal("symlink", FILES.symlink("odd \u00ff name", folder + "/link"), 0);
    checks.equal("symlink again", FILES.symlink("x", folder + "/link"), -Errno.EEXIST);
    checks.equal("through a link", FileContent.read(FILES, folder + "/link", 9).text().length(), 4);
    checks.equal("not through a link", FILES.openNoFollow(folder + "/link", 0, 0), -Errno.ELOOP);
    links(checks, folder + "/link", file);
    checks.equal("rename", FILES.rename(folder + "/link", folder + "/other"), 0);
    checks.equal("rename nothing", FILES.rename(folder + "/link", file), -Errno.ENOENT);
    checks.equal("unlink", FILES.unlink(folder + "/other"), 0);
    checks.equal("unlink nothing", FILES.unlink(folder + "/other"), -Errno.ENOENT);
    checks.equal("mkfifo", FILES.mkfifo(folder + "/fifo", 0600), 0);
    checks.equal("mkfifo again", FILES.mkfifo(folder + "/fifo", 0600), -Errno.EEXIST);
    FileStatus status = new FileStatus();
    FILES.status(folder + "/fifo", status);
    checks.isTrue("it is a FIFO", status.isFifo());
    checks.equal(
        "a FIFO without a reader",
        FILES.open(folder + "/fifo", Files.O_WRONLY | Files.O_NONBLOCK, 0),
        -Errno.ENXIO);
  }

  private static void links(Checks checks, String link, String file) {
    byte[] text = new byte[20];
    checks.equal("readlink", FILES.readLink(link, text), 10);
    checks.equal("its text", Octets.text(text, 0, 10), "odd \u00ff name");
    checks.equal("readlink into little", FILES.readLink(link, new byte[3]), 3);
    checks.equal("readlink of a file", FILES.readLink(file, text), -Errno.EINVAL);
    checks.equal("readlink of nothing", FILES.readLink(link + "x", text), -Errno.ENOENT);
    checks.equal("a NUL in a link", FILES.readLink(link + "\0x", text), -Errno.EINVAL);
  }

  private static void locks(Checks checks, String file) {
    int first = FILES.open(file, Files.O_RDWR, 0);
    int second = FILES.open(file, Files.O_RDWR, 0);
    checks.equal("lock", FILES.lock(first), 0);
    checks.equal("lock of another", FILES.lock(second), -Errno.EAGAIN);
    FILES.close(first);
    checks.equal("lock when that is gone", FILES.lock(second), 0);
    FILES.close(second);
  }

  /** Nothing may be written past the end of an array. */
  private static void ranges(Checks checks, String file) {
    byte[] few = new byte[4];
    int descriptor = FILES.open(file, Files.O_RDWR, 0);
    checks.equal("read past an array", FILES.read(descriptor, few, 1, 4), -Errno.EINVAL);
    checks.equal("write past an array", FILES.write(descriptor, few, 4, 1), -Errno.EINVAL);
    checks.equal("read before an array", FILES.read(descriptor, few, -1, 1), -Errno.EINVAL);
    checks.equal("read into its end", FILES.read(descriptor, few, 3, 1), 1);
    checks.equal("the byte is there", few[3], 'h');
    FILES.close(descriptor);
  }
}
