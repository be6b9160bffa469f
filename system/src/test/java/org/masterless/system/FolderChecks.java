package org.masterless.system;

/** {@link Folders} as the kernel does them. */
final class FolderChecks {
  private static final Files FILES = Kernel.files();
  private static final Folders FOLDERS = Kernel.folders();

  private FolderChecks() {}

  static void run(Checks checks, String parent) {
    int top = FOLDERS.open(parent);
    checks.atLeast("open a folder by its path", top, 3);
    checks.equal("make one in it", FOLDERS.make(top, "folders", 0700), 0);
    checks.equal("make it again", FOLDERS.make(top, "folders", 0700), -Errno.EEXIST);
    int folder = FOLDERS.open(top, "folders");
    checks.atLeast("open it", folder, 3);
    checks.equal("open no folder", FOLDERS.open(top, "none"), -Errno.ENOENT);
    checks.equal("open no path", FOLDERS.open(parent + "/none"), -Errno.ENOENT);
    onlyNames(checks, folder);
    files(checks, folder);
    otherKinds(checks, folder, parent + "/folders");
    names(checks, top, folder);
    listing(checks, folder);
    FILES.close(folder);
    FILES.close(top);
  }

  /** What could lead out of the folder never reaches the kernel. */
  private static void onlyNames(Checks checks, int folder) {
    for (String name : new String[] {"", ".", "..", "a/b", "/etc", "a\0b"}) {
      String said = " the name \"" + name.replace('\0', '?') + "\"";
      checks.equal("open by" + said, FOLDERS.open(folder, name), -Errno.EINVAL);
      checks.equal("make by" + said, FOLDERS.make(folder, name, 0700), -Errno.EINVAL);
      checks.equal("file by" + said, FOLDERS.openFile(folder, name, 0, 0), -Errno.EINVAL);
      checks.equal("remove by" + said, FOLDERS.remove(folder, name), -Errno.EINVAL);
      checks.equal("move from" + said, FOLDERS.move(folder, name, folder, "x"), -Errno.EINVAL);
      checks.equal("move to" + said, FOLDERS.move(folder, "x", folder, name), -Errno.EINVAL);
      checks.equal("link to" + said, FOLDERS.link(folder, "x", folder, name), -Errno.EINVAL);
      checks.equal(
          "status by" + said, FOLDERS.status(folder, name, new FileStatus()), -Errno.EINVAL);
    }
  }

  private static void files(Checks checks, int folder) {
    int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL;
    int file = FOLDERS.openFile(folder, "file", flags, 0600);
    checks.atLeast("make a file", file, 3);
    checks.equal("make it again", FOLDERS.openFile(folder, "file", flags, 0600), -Errno.EEXIST);
    checks.equal("write to it", Output.write(FILES, file, "hello"), 0);
    checks.equal("its content to disk", FOLDERS.syncData(file), 0);
    checks.equal("all of it to disk", FOLDERS.sync(file), 0);
    checks.equal("its mode", FOLDERS.setMode(file, 0640), 0);
    checks.equal("its group", FOLDERS.setGroup(file, effectiveGroup(file)), 0);
    checks.equal("the folder to disk", FOLDERS.sync(folder), 0);
    FileStatus status = new FileStatus();
    checks.equal("its status", FOLDERS.status(folder, "file", status), 0);
    checks.isTrue("size and mode", status.size() == 5 && status.permissions() == 0640);
    long now = Kernel.clock().sinceEpoch() / 1_000_000;
    checks.atLeast("it was changed just now", status.modified(), now - 60);
    checks.atLeast("and not tomorrow", now + 60, status.modified());
    FILES.close(file);
    checks.equal("nothing to disk", FOLDERS.sync(-1), -Errno.EBADF);
    checks.equal("nothing's content to disk", FOLDERS.syncData(-1), -Errno.EBADF);
    checks.equal("the mode of nothing", FOLDERS.setMode(-1, 0640), -Errno.EBADF);
    checks.equal("the group of nothing", FOLDERS.setGroup(-1, 0), -Errno.EBADF);
    checks.equal("a file as a folder", FOLDERS.open(folder, "file"), -Errno.ENOTDIR);
    checks.equal("status of no name", FOLDERS.status(folder, "none", status), -Errno.ENOENT);
  }

  private static int effectiveGroup(int file) {
    FileStatus status = new FileStatus();
    FILES.status(file, status);
    return status.gid();
  }

  private static void otherKinds(Checks checks, int folder, String path) {
    FileStatus status = new FileStatus();
    FILES.symlink(path, path + "/link");
    checks.equal("a link as a folder", FOLDERS.open(folder, "link"), -Errno.ENOTDIR);
    checks.equal("a link as a path", FOLDERS.open(path + "/link"), -Errno.ENOTDIR);
    checks.equal("a link as a file", FOLDERS.openFile(folder, "link", 0, 0), -Errno.ELOOP);
    int through = FOLDERS.openThroughLinks(path + "/link");
    checks.atLeast("through a link if asked to", through, 3);
    FILES.close(through);
    through = FOLDERS.openThroughLinks(folder, "link");
    checks.atLeast("through a link in a folder", through, 3);
    FILES.close(through);
    checks.equal("through no name", FOLDERS.openThroughLinks(folder, ".."), -Errno.EINVAL);
    checks.equal("through no link", FOLDERS.openThroughLinks(folder, "none"), -Errno.ENOENT);
    checks.equal("status of a link", FOLDERS.status(folder, "link", status), 0);
    checks.isTrue("it is one", status.isSymbolicLink());
    checks.equal("status of a link by path", FOLDERS.status(path + "/link", status), 0);
    checks.isTrue("it is one too", status.isSymbolicLink());
    checks.equal("status of no path", FOLDERS.status(path + "/none", status), -Errno.ENOENT);
    FILES.mkfifo(path + "/pipe", 0600);
    checks.equal("a FIFO as a folder", FOLDERS.open(folder, "pipe"), -Errno.ENOTDIR);
    checks.equal(
        "a FIFO doesn't wait", FOLDERS.openFile(folder, "pipe", Files.O_WRONLY, 0), -Errno.ENXIO);
    checks.equal("remove the FIFO", FOLDERS.remove(folder, "pipe"), 0);
    checks.equal("remove the link", FOLDERS.remove(folder, "link"), 0);
  }

  private static void names(Checks checks, int top, int folder) {
    FOLDERS.make(folder, "sub", 0700);
    int sub = FOLDERS.open(folder, "sub");
    checks.equal("move", FOLDERS.move(folder, "file", sub, "moved"), 0);
    checks.equal("move nothing", FOLDERS.move(folder, "file", sub, "x"), -Errno.ENOENT);
    checks.equal("another name", FOLDERS.link(sub, "moved", folder, "file"), 0);
    checks.equal("a name that is taken", FOLDERS.link(sub, "moved", folder, "file"), -Errno.EEXIST);
    checks.equal("move over a name", FOLDERS.move(sub, "moved", folder, "file"), -Errno.EEXIST);
    FOLDERS.link(sub, "moved", sub, "third");
    int other = FOLDERS.openFile(sub, "other", Files.O_WRONLY | Files.O_CREAT, 0600);
    FILES.close(other);
    checks.equal("replace", FOLDERS.replace(sub, "other", sub, "third"), 0);
    checks.equal("replace by nothing", FOLDERS.replace(sub, "other", sub, "x"), -Errno.ENOENT);
    checks.equal("remove", FOLDERS.remove(sub, "third"), 0);
    checks.equal("remove nothing", FOLDERS.remove(sub, "third"), -Errno.ENOENT);
    checks.equal("remove a folder", FOLDERS.remove(top, "folders"), -Errno.EISDIR);
    FOLDERS.remove(sub, "moved");
    FILES.close(sub);
  }

  private static void listing(Checks checks, int folder) {
    for (int i = 0; i < 500; i++) {
      FILES.close(FOLDERS.openFile(folder, "name " + i, Files.O_WRONLY | Files.O_CREAT, 0600));
    }
    FolderNames names = new FolderNames(FOLDERS, folder);
    int count = 0;
    boolean hasLast = false;
    while (names.advance()) {
      count++;
      hasLast |= names.name().equals("name 499");
    }
    checks.equal("names of a folder", count, 502);
    checks.isTrue("one of them", hasLast);
    checks.equal("without an error", names.error(), 0);
    checks.isTrue("names once more", new FolderNames(FOLDERS, folder).advance());
    checks.equal("rewind", FOLDERS.rewind(folder), 0);
    checks.equal("rewind nothing", FOLDERS.rewind(-1), -Errno.EBADF);
    FolderNames none = new FolderNames(FOLDERS, -1);
    checks.isTrue("no names of nothing", !none.advance());
    checks.equal("with an error", none.error(), -Errno.EBADF);
    for (int i = 0; i < 500; i++) {
      FOLDERS.remove(folder, "name " + i);
    }
  }
}
