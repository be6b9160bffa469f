package org.masterless.supervisor.standin;

import org.masterless.system.Errno;
import org.masterless.system.FileContent;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Output;

/**
 * A lock file as master(8) holds it: an exclusive flock(2) for as long as the process lives, and
 * the pid right-aligned in 32 columns (master.c, open_lock.c).
 *
 * @param descriptor of the locked file, or negative
 * @param complaint why it could not be had, or nothing
 */
record LockFile(int descriptor, String complaint) {
  private static final int WIDTH = 32;
  private static final int LONGEST = 100;

  /** Opens, creates if need be, and locks {@code path}; a link is not followed. */
  static LockFile take(Files files, String path) {
    int descriptor =
        files.openNoFollow(path, Files.O_RDWR | Files.O_CREAT | Files.O_NONBLOCK, 0600);
    if (descriptor < 0) {
      return new LockFile(descriptor, path + ": " + Errno.message(descriptor));
    }
    FileStatus status = new FileStatus();
    if (files.status(descriptor, status) < 0 || !status.isRegular()) {
      return refuse(files, descriptor, path + ": not a regular file");
    }
    int answer = files.lock(descriptor);
    if (answer == -Errno.EAGAIN) {
      return refuse(files, descriptor, "stock master is running, pid " + holder(files, path));
    }
    return answer < 0
        ? refuse(files, descriptor, path + ": " + Errno.message(answer))
        : new LockFile(descriptor, "");
  }

  boolean isHeld() {
    return descriptor >= 0;
  }

  /** Writes {@code pid} for those who send signals by it; answers 0 or {@code -errno}. */
  int write(Files files, int pid) {
    StringBuilder line = new StringBuilder();
    String digits = Integer.toString(pid);
    for (int i = digits.length(); i < WIDTH; i++) {
      line.append(' ');
    }
    int answer = files.ftruncate(descriptor, 0);
    return answer < 0 ? answer : Output.write(files, descriptor, line + digits + "\n");
  }

  private static LockFile refuse(Files files, int descriptor, String complaint) {
    files.close(descriptor);
    return new LockFile(-1, complaint);
  }

  private static String holder(Files files, String path) {
    String pid = FileContent.read(files, path, LONGEST).text().trim();
    return pid.isEmpty() ? "unknown" : pid;
  }
}
