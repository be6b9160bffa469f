package org.masterless.maildir;

import java.util.Optional;
import org.masterless.system.Calls;

/** A folder of a mailbox that takes messages: its {@code tmp} and {@code new} are open. */
final class MailFolder implements FolderOpening {
  private static final String INBOX = "INBOX";

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

  /** The folder {@code name}, if it is one for mail, can be opened and takes what was written. */
  static Optional<MailFolder> named(FolderAccess access, OwnFolder maildir, String name) {
    return access.open(maildir, name) instanceof OwnFolder folder
            && access.open(folder, "tmp") instanceof OwnFolder temporary
            && access.open(folder, "new") instanceof OwnFolder arrived
            && arrived.takesFilesOf(temporary)
        ? Optional.of(new MailFolder(name.substring(1), folder, temporary, arrived))
        : Optional.empty();
  }

  /** As IMAP calls it, parts divided by dots. */
  String name() {
    return name;
  }

  /** A new message, on a host of the name {@code host}. */
  Beginning begin(Calls calls, String host) {
    return NewMessage.begin(calls, this, UniqueName.now(calls, host));
  }
}
