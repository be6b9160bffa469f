package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/** Looks at who may pass each folder on the way to a file, and who may read that. */
final class AccessCheck {
  private static final int READ = 4;
  private static final int SEARCH = 1;

  private final Files files;
  private final String root;
  private final User user;
  private final List<Integer> joined = new ArrayList<>();
  private String barrier = "";

  AccessCheck(Files files, String root, User user) {
    this.files = files;
    this.root = root;
    this.user = user;
  }

  /**
   * As {@link PathSteps} has the way to the file: each folder must let the user through, those that
   * a link leads to as well.
   */
  Access reading(List<String> steps) {
    for (int i = 0; i < steps.size() && barrier.isEmpty(); i++) {
      enter(steps.get(i), i == steps.size() - 1 ? READ : SEARCH);
    }
    if (!barrier.isEmpty()) {
      return new Access.RootOnly(barrier);
    }
    return joined.isEmpty() ? new Access.Given() : new Access.ThroughGroups(List.copyOf(joined));
  }

  private void enter(String path, int permission) {
    FileStatus status = new FileStatus();
    if (files.status(root + path, status) == 0
        && !isAllowed(status, status.isDirectory() ? permission | SEARCH : permission)) {
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
