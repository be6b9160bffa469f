package org.masterless.maildir;

import java.util.Optional;
import org.masterless.maildir.Failure.Cause;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Folders;
import org.masterless.system.Octets;
import org.masterless.system.Output;

/**
 * Maildir++'s quota: kept in the file {@code maildirsize}, to which everybody who adds or takes
 * mail appends a line. It is the user's file, so it is a service to the user and no fence.
 */
final class MailboxQuota {
  private static final String FILE = "maildirsize";

  /** Dovecot's dot lock of it, which becomes the new file. */
  private static final String LOCK = "maildirsize.lock";

  private static final int STALE_SECONDS = 120;

  /** What says that the mailbox is full is believed for so long. */
  private static final int BELIEVED_SECONDS = 15 * 60;

  private static final int NONE = -1;

  private final Calls calls;
  private final Folders folders;
  private final OwnFolder maildir;
  private final int uid;
  private QuotaLimit limit;
  private Optional<MaildirSize> known = Optional.empty();
  private int file = NONE;
  private long counted;

  MailboxQuota(Calls calls, OwnFolder maildir, int uid, QuotaLimit limit) {
    this.calls = calls;
    this.folders = calls.folders();
    this.maildir = maildir;
    this.uid = uid;
    this.limit = limit;
  }

  /** To be called once, before anything else. */
  void read() {
    file = folders.openFile(maildir.descriptor(), FILE, Files.O_RDWR | Files.O_APPEND, 0);
    if (file == -Errno.ENOENT && limit.isNone()) {
      return;
    }
    String text = file < 0 ? "" : content();
    limit = limit.isNone() ? MaildirSize.limits(text) : limit;
    known = MaildirSize.parse(text).filter(size -> size.limit().equals(limit));
    if (known.isEmpty() && !limit.isNone()) {
      count();
    }
  }

  /** Empty where it isn't a file of the user's, or is too long to be believed. */
  private String content() {
    FileStatus status = new FileStatus();
    boolean isFine =
        calls.files().status(file, status) >= 0 && status.isRegular() && status.uid() == uid;
    counted = status.modified();
    byte[] bytes = new byte[MaildirSize.LONGEST + 1];
    int length = 0;
    int count = isFine ? 1 : 0;
    while (count > 0 && length < bytes.length) {
      count = calls.files().read(file, bytes, length, bytes.length - length);
      length += Math.max(0, count);
    }
    if (!isFine) {
      calls.files().close(file);
      file = NONE;
    }
    String text = Octets.text(bytes, 0, length);
    return length > MaildirSize.LONGEST ? firstLine(text) : text;
  }

  private static String firstLine(String text) {
    return text.substring(0, text.indexOf('\n') + 1);
  }

  /** Why a message of {@code size} bytes can't be taken. */
  Optional<Failure> refusal(long size) {
    if (limit.isNone() || hasRoomFor(size)) {
      return Optional.empty();
    }
    if (!limit.allows(size, 1)) {
      return Optional.of(
          new Failure(Cause.LARGER_THAN_QUOTA, size + " bytes are more than the whole quota"));
    }
    if (now() - counted > BELIEVED_SECONDS) {
      count();
    }
    return hasRoomFor(size)
        ? Optional.empty()
        : Optional.of(new Failure(Cause.MAILBOX_QUOTA, "quota " + limit.line() + " is used up"));
  }

  private boolean hasRoomFor(long size) {
    return known.isEmpty() || known.get().hasRoomFor(size);
  }

  /** A message of {@code size} bytes is there now; answers what failed, or 0. */
  int added(long size) {
    return file < 0 || known.isEmpty() ? 0 : Output.write(calls.files(), file, size + " 1\n");
  }

  private long now() {
    return calls.clock().sinceEpoch() / 1_000_000;
  }

  /** Others may be counting too: then ours is good for this message only. */
  private void count() {
    int lock = lock();
    MaildirSize size = Usage.count(calls, maildir, limit);
    known = Optional.of(size);
    counted = now();
    if (lock < 0) {
      return;
    }
    int answer = Output.write(calls.files(), lock, size.content());
    if (answer >= 0) {
      answer = folders.replace(maildir.descriptor(), LOCK, maildir.descriptor(), FILE);
    }
    if (answer < 0) {
      folders.remove(maildir.descriptor(), LOCK);
      calls.files().close(lock);
      return;
    }
    if (file >= 0) {
      calls.files().close(file);
    }
    file = lock;
  }

  private int lock() {
    int lock = makeLock();
    FileStatus status = new FileStatus();
    if (lock == -Errno.EEXIST
        && folders.status(maildir.descriptor(), LOCK, status) >= 0
        && now() - status.modified() > STALE_SECONDS) {
      folders.remove(maildir.descriptor(), LOCK);
      lock = makeLock();
    }
    return lock;
  }

  private int makeLock() {
    int flags = Files.O_RDWR | Files.O_APPEND | Files.O_CREAT | Files.O_EXCL;
    return folders.openFile(maildir.descriptor(), LOCK, flags, maildir.modeOfNewFiles());
  }
}
