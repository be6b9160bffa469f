package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/** Walks down a path as the kernel does when a user opens the file (path_resolution(7)). */
final class AccessCheck {
  private static final int READ = 4;
  private static final int SEARCH = 1;

  private final Files files;
  private final String root;
  private final User user;
  private final List<Integer> joined = new ArrayList<>();
  private String barrier = "";
  private boolean isMissing;

  AccessCheck(Files files, String root, User user) {
    this.files = files;
    this.root = root;
    this.user = user;
  }

  Access reading(String path) {
    walk(path);
    if (isMissing || (barrier.isEmpty() && joined.isEmpty())) {
      return new Access.Given();
    }
    return barrier.isEmpty()
        ? new Access.ThroughGroups(List.copyOf(joined))
        : new Access.RootOnly(barrier);
  }

  private void walk(String path) {
    int slash = path.indexOf('/', 1);
    while (slash > 0 && canPass()) {
      enter(path.substring(0, slash), SEARCH);
      slash = path.indexOf('/', slash + 1);
    }
    if (canPass()) {
      enter(path, READ);
    }
  }

  private boolean canPass() {
    return !isMissing && barrier.isEmpty();
  }

  private void enter(String path, int permission) {
    FileStatus status = new FileStatus();
    if (files.status(root + path, status) < 0) {
      isMissing = true;
    } else if (!isAllowed(status, status.isDirectory() ? permission | SEARCH : permission)) {
      join(path, status, permission);
    }
  }

  private boolean isAllowed(FileStatus status, int permission) {
    int all = status.permissions();
    int group = isMember(status.gid()) ? all >> 3 : all;
    int own = status.uid() == user.uid() ? all >> 6 : group;
    return (own & permission) == permission;
  }

  private boolean isMember(int gid) {
    return user.isIn(gid) || joined.contains(gid);
  }

  /** Root's own group is never the remedy. */
  private void join(String path, FileStatus status, int permission) {
    boolean helps = ((status.permissions() >> 3) & permission) == permission;
    if (helps && status.gid() != 0 && status.uid() != user.uid() && !isMember(status.gid())) {
      joined.add(status.gid());
    } else {
      barrier = path;
    }
  }
}
