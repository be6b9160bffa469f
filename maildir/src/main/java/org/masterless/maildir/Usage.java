package org.masterless.maildir;

import org.masterless.system.Calls;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.FolderNames;
import org.masterless.system.Folders;

/** Counts what is in a mailbox: all messages of all folders, by the sizes in their names. */
final class Usage {
  private final Files files;
  private final Folders folders;
  private final FileStatus status = new FileStatus();
  private long bytes;
  private long messages;

  private Usage(Calls calls) {
    this.files = calls.files();
    this.folders = calls.folders();
  }

  static MaildirSize count(Calls calls, OwnFolder maildir, QuotaLimit limit) {
    Usage usage = new Usage(calls);
    usage.countAll(maildir.descriptor());
    return new MaildirSize(limit, usage.bytes, usage.messages);
  }

  /** What can't be read isn't counted: it is not for its size that mail should be refused. */
  private void countAll(int maildir) {
    countFolder(maildir);
    FolderNames names = new FolderNames(folders, maildir);
    while (names.advance()) {
      int folder = names.name().startsWith(".") ? folders.open(maildir, names.name()) : -1;
      if (folder >= 0) {
        countFolder(folder);
        files.close(folder);
      }
    }
  }

  private void countFolder(int folder) {
    countMessages(folders.open(folder, "cur"));
    countMessages(folders.open(folder, "new"));
  }

  private void countMessages(int folder) {
    if (folder < 0) {
      return;
    }
    FolderNames names = new FolderNames(folders, folder);
    while (names.advance()) {
      if (!names.name().startsWith(".")) {
        bytes += size(folder, names.name());
        messages++;
      }
    }
    files.close(folder);
  }

  private long size(int folder, String name) {
    long said = sizeIn(name);
    if (said >= 0) {
      return said;
    }
    return folders.status(folder, name, status) < 0 ? 0 : status.size();
  }

  /** Negative where the name doesn't say. */
  static long sizeIn(String name) {
    int start = name.indexOf(",S=") + 3;
    if (start < 3) {
      return -1;
    }
    int end = start;
    while (end < name.length() && isDigit(name.charAt(end))) {
      end++;
    }
    return MaildirSize.number(name.substring(start, end));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
