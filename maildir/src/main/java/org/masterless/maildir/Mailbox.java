package org.masterless.maildir;

import java.util.Optional;
import org.masterless.system.Calls;

/** One user's Maildir++, opened with the user's rights. */
public final class Mailbox implements MailboxOpening {
  private static final int PRIVATE = 0700;

  /** What new files and folders never give to others; groups get what a folder gives them. */
  private static final int UMASK = 007;

  private final Calls calls;
  private final FolderAccess access;
  private final OwnFolder maildir;
  private final boolean hasFolders;
  private final MailboxQuota quota;

  private Mailbox(
      Calls calls, FolderAccess access, OwnFolder maildir, boolean hasFolders, MailboxQuota quota) {
    this.calls = calls;
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
        opening = access.openOrMakePlace(parent, name, PRIVATE);
      }
    }
    if (opening instanceof Failure failure) {
      return failure;
    }
    MailboxQuota quota = new MailboxQuota(calls, (OwnFolder) opening, uid, limit);
    quota.read();
    return new Mailbox(calls, access, (OwnFolder) opening, location.hasFolders(), quota);
  }

  /**
   * Begins a message in the folder that the recipient's {@code detail} names; in the inbox where
   * there is none or it takes no mail. Who sends chooses the detail: nothing that happens to be
   * called so may delay mail.
   *
   * @param host this machine's name
   */
  public Beginning begin(String detail, String host) {
    Optional<MailFolder> folder =
        (hasFolders ? FolderName.of(detail) : Optional.<String>empty())
            .flatMap(name -> MailFolder.named(access, maildir, name));
    if (folder.isPresent() && folder.get().begin(calls, host) instanceof NewMessage message) {
      return message;
    }
    FolderOpening inbox = MailFolder.inbox(access, maildir);
    return inbox instanceof Failure failure ? failure : ((MailFolder) inbox).begin(calls, host);
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
