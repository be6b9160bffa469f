package org.masterless.maildir;

import org.masterless.maildir.Failure.Cause;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Folders;

/** Opens and makes folders for one user, and lets nothing pass that isn't the user's. */
final class FolderAccess {
  private static final int ROOT = 0;

  private final Files files;
  private final Folders folders;
  private final int uid;
  private final FileStatus status = new FileStatus();

  FolderAccess(Calls calls, int uid) {
    this.files = calls.files();
    this.folders = calls.folders();
    this.uid = uid;
  }

  /**
   * The folder at {@code path}, where everything else lies: the user's or root's, as an admin may
   * have made it. Admins may have made it a symbolic link too, users may not.
   */
  Opening openTop(String path) {
    int descriptor = folders.open(path);
    if (mayBeLink(descriptor) && isRootsLink(folders.status(path, status))) {
      descriptor = folders.openThroughLinks(path);
    }
    if (descriptor == -Errno.ENOENT) {
      return new Failure(Cause.NO_HOME, "there is no folder " + path);
    }
    return descriptor < 0 ? Failure.of("open", path, descriptor) : seen(descriptor, path, ROOT);
  }

  private static boolean mayBeLink(int answer) {
    return answer == -Errno.ENOTDIR || answer == -Errno.ELOOP;
  }

  private boolean isRootsLink(int answer) {
    return answer >= 0 && status.isSymbolicLink() && status.uid() == ROOT;
  }

  /**
   * The folder {@code name}, made where there is nothing of that name; a symbolic link of root's is
   * followed, as an admin may have put the mail elsewhere. A user can't make such a link, but can
   * give one that there is another name, and any other link could take its place meanwhile: so what
   * it leads to has to be the user's own all the same, and all is done with the user's rights.
   */
  Opening openOrMakePlace(OwnFolder parent, String name, int mode) {
    int descriptor = folders.open(parent.descriptor(), name);
    if (mayBeLink(descriptor) && isRootsLink(folders.status(parent.descriptor(), name, status))) {
      descriptor = folders.openThroughLinks(parent.descriptor(), name);
    }
    return openedOrMade(parent, name, mode, descriptor);
  }

  /** The folder {@code name}; a Failure is {@link Cause#TROUBLE} where there is none. */
  Opening open(OwnFolder parent, String name) {
    int descriptor = folders.open(parent.descriptor(), name);
    String path = parent.path() + "/" + name;
    return descriptor < 0 ? Failure.of("open", path, descriptor) : seen(descriptor, path, uid);
  }

  /** The folder {@code name}, made with {@code mode} where there is nothing of that name. */
  Opening openOrMake(OwnFolder parent, String name, int mode) {
    return openedOrMade(parent, name, mode, folders.open(parent.descriptor(), name));
  }

  private Opening openedOrMade(OwnFolder parent, String name, int mode, int descriptor) {
    String path = parent.path() + "/" + name;
    if (descriptor == -Errno.ENOENT) {
      return make(parent, name, mode);
    }
    return descriptor < 0 ? Failure.of("open", path, descriptor) : seen(descriptor, path, uid);
  }

  /** Somebody else may make it at the same time, which is as well. */
  private Opening make(OwnFolder parent, String name, int mode) {
    String path = parent.path() + "/" + name;
    int answer = folders.make(parent.descriptor(), name, mode);
    if (answer < 0 && answer != -Errno.EEXIST) {
      return Failure.of("make", path, answer);
    }
    Opening opening = open(parent, name);
    if (!(opening instanceof OwnFolder made)) {
      return opening;
    }
    answer = folders.sync(parent.descriptor());
    return answer < 0
        ? Failure.of("sync", parent.path(), answer)
        : new OwnFolder(
            made.descriptor(), path, made.permissions(), made.gid(), made.device(), true);
  }

  private Opening seen(int descriptor, String path, int otherOwner) {
    int answer = files.status(descriptor, status);
    if (answer < 0) {
      return Failure.of("status of", path, answer);
    }
    if (status.uid() != uid && status.uid() != otherOwner) {
      return new Failure(
          Cause.NOT_OWNED, path + " is owned by uid " + status.uid() + ", not by " + uid);
    }
    return new OwnFolder(
        descriptor, path, status.permissions(), status.gid(), status.device(), false);
  }
}
