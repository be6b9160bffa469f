package org.masterless.maildir;

import java.util.Optional;
import org.masterless.system.Calls;

/** One user's Maildir++, opened with the user's rights. */
public final class Mailbox implements MailboxOpening {
  private static final int PRIVATE = 0700;

  /** What new files and folders never give to others; groups get what a folder gives them. */
  private static final int UMASK = 007;

  private final FolderAccess access;
  private final OwnFolder maildir;
  private final boolean hasFolders;
  private final MailboxQuota quota;

  private Mailbox(FolderAccess access, OwnFolder maildir, boolean hasFolders, MailboxQuota quota) {
    this.access = access;
    this.maildir = maildir;
    this.hasFolders = hasFolders;
    this.quota = quota;
  }

  /** Makes what is missing below the location's top, for the user {@code uid}; sets the umask. */
  public static MailboxOpening open(Calls calls, int uid, MailLocation location, QuotaLimit limit) {
    calls.processes().umask(UMASK);
    FolderAccess access = new FolderAccess(calls, uid);
    Opening opening = access.openTop(location.top());
    for (String name : location.below()) {
      if (opening instanceof OwnFolder parent) {
        opening = access.openOrMake(parent, name, PRIVATE);
      }
    }
    if (opening instanceof Failure failure) {
      return failure;
    }
    MailboxQuota quota = new MailboxQuota(calls, (OwnFolder) opening, uid, limit);
    quota.read();
    return new Mailbox(access, (OwnFolder) opening, location.hasFolders(), quota);
  }

  /** The folder that the recipient's {@code detail} names, if there is one; else the inbox. */
  public FolderOpening folder(String detail) {
    Optional<String> name = hasFolders ? FolderName.of(detail) : Optional.empty();
    return name.isEmpty()
        ? MailFolder.inbox(access, maildir)
        : MailFolder.detail(access, maildir, name.get());
  }

  /** Why there is no room for a message of {@code size} bytes; nothing where there is. */
  public Optional<Failure> refusal(long size) {
    return quota.refusal(size);
  }

  /** Keeps the books on a message that was stored; answers what went wrong, for the log. */
  public String added(long size) {
    int answer = quota.added(size);
    return answer < 0
        ? Failure.of("append to", maildir.path() + "/maildirsize", answer).words()
        : "";
  }
}
