package org.masterless.maildir;

import org.masterless.system.Calls;

/** A folder of a mailbox that takes messages: its {@code tmp} and {@code new} are open. */
public final class MailFolder implements FolderOpening {
  public static final String INBOX = "INBOX";

  private final String name;
  final OwnFolder whole;
  final OwnFolder temporary;
  final OwnFolder arrived;

  private MailFolder(String name, OwnFolder whole, OwnFolder temporary, OwnFolder arrived) {
    this.name = name;
    this.whole = whole;
    this.temporary = temporary;
    this.arrived = arrived;
  }

  /** The Maildir itself, with what is missing in it made. */
  static FolderOpening inbox(FolderAccess access, OwnFolder maildir) {
    int mode = maildir.modeOfFolders();
    Opening temporary = access.openOrMake(maildir, "tmp", mode);
    if (temporary instanceof Failure failure) {
      return failure;
    }
    Opening arrived = access.openOrMake(maildir, "new", mode);
    if (arrived instanceof Failure failure) {
      return failure;
    }
    MailFolder inbox = new MailFolder(INBOX, maildir, (OwnFolder) temporary, (OwnFolder) arrived);
    if ((inbox.temporary.isNew() || inbox.arrived.isNew())
        && access.openOrMake(maildir, "cur", mode) instanceof Failure failure) {
      return failure;
    }
    return inbox;
  }

  /** The folder {@code name}, if it is one for mail; else the inbox. */
  static FolderOpening detail(FolderAccess access, OwnFolder maildir, String name) {
    if (!access.exists(maildir, name)) {
      return inbox(access, maildir);
    }
    Opening whole = access.open(maildir, name);
    if (whole instanceof Failure failure) {
      return failure;
    }
    OwnFolder folder = (OwnFolder) whole;
    if (!access.exists(folder, "tmp") || !access.exists(folder, "new")) {
      return inbox(access, maildir);
    }
    Opening temporary = access.open(folder, "tmp");
    if (temporary instanceof Failure failure) {
      return failure;
    }
    Opening arrived = access.open(folder, "new");
    return arrived instanceof Failure failure
        ? failure
        : new MailFolder(name.substring(1), folder, (OwnFolder) temporary, (OwnFolder) arrived);
  }

  /** As IMAP calls it, parts divided by dots. */
  public String name() {
    return name;
  }

  /** A new message, on a host of the name {@code host}. */
  public Beginning begin(Calls calls, String host) {
    return NewMessage.begin(calls, this, UniqueName.now(calls, host));
  }
}
