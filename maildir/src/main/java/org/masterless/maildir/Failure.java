package org.masterless.maildir;

import org.masterless.system.Errno;

/**
 * Why a message could not be stored.
 *
 * @param cause what a reply can be made of
 * @param words for the log, not for clients: they name paths
 */
public record Failure(Cause cause, String words)
    implements Opening, MailboxOpening, FolderOpening, Beginning {

  /** What is wrong, as far as it makes a difference to who sent the message. */
  public enum Cause {
    /** There is no home, or no folder that the mail's should lie in. */
    NO_HOME,
    /** A folder is somebody else's. */
    NOT_OWNED,
    /** Something else stands where a folder or a file should be: a symbolic link, a FIFO. */
    NOT_A_FOLDER,
    /** The user may not do it. */
    NO_ACCESS,
    /** The disk is full. */
    NO_SPACE,
    /** The kernel's quota of the user is used up. */
    DISK_QUOTA,
    /** Maildir++'s quota is used up. */
    MAILBOX_QUOTA,
    /** The message alone is more than the quota: no deleting makes room for it. */
    LARGER_THAN_QUOTA,
    /** The file system is read-only, or broken, or whatever else the kernel said. */
    TROUBLE
  }

  static Failure of(String what, String path, int error) {
    return new Failure(cause(error), what + " " + path + ": " + Errno.message(error));
  }

  private static Cause cause(int error) {
    return switch (-error) {
      case Errno.ENOTDIR, Errno.ELOOP, Errno.EISDIR, Errno.ENXIO -> Cause.NOT_A_FOLDER;
      case Errno.EACCES, Errno.EPERM -> Cause.NO_ACCESS;
      case Errno.ENOSPC -> Cause.NO_SPACE;
      case Errno.EDQUOT -> Cause.DISK_QUOTA;
      default -> Cause.TROUBLE;
    };
  }
}
