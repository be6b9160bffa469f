package org.masterless.accounts;

import org.masterless.delivery.NameFrame;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/**
 * Virtual users in a file of Dovecot's passwd-file format:
 *
 * <pre>
 * user:password:uid:gid:(gecos):home:(shell):extra_fields
 * </pre>
 *
 * <p>Extra fields are separated by spaces, and those that begin with {@code userdb_} count. Ids are
 * numbers. The first line of a name counts; a line that is wrong is wrong for its own user only.
 */
public final class PasswdFileSource implements UserSource {
  private static final int WRITABLE_BY_OTHERS = 022;

  private final Calls calls;
  private final String path;
  private final UserDefaults defaults;
  private final LineSearch search;

  public PasswdFileSource(Calls calls, String path, UserDefaults defaults) {
    this.calls = calls;
    this.path = path;
    this.defaults = defaults;
    this.search = new LineSearch(calls.files());
  }

  /** What is commented out is nobody, whatever a client calls itself. */
  @Override
  public Lookup find(String name) {
    if (!NameFrame.isName(name) || name.startsWith("#")) {
      return new Lookup.Unknown();
    }
    int descriptor = calls.files().open(path, Files.O_RDONLY | Files.O_NONBLOCK, 0);
    if (descriptor < 0) {
      return failed(Errno.message(descriptor));
    }
    String wrong = whatIsWrong(descriptor);
    String line = wrong.isEmpty() ? search.find(descriptor, name + ":") : "";
    calls.files().close(descriptor);
    return wrong.isEmpty() ? lookup(name, line) : failed(wrong);
  }

  /** Whoever can write the file decides who gets whose mail. */
  private String whatIsWrong(int descriptor) {
    FileStatus status = new FileStatus();
    int answer = calls.files().status(descriptor, status);
    if (answer < 0) {
      return Errno.message(answer);
    }
    if (!status.isRegular()) {
      return "not a regular file";
    }
    if (status.uid() != 0) {
      return "is owned by uid " + status.uid() + ", must be owned by root";
    }
    return (status.permissions() & WRITABLE_BY_OTHERS) != 0
        ? "is writable by group or others, must be by root only"
        : "";
  }

  private Lookup lookup(String name, String line) {
    if (search.error() == -Errno.EFBIG) {
      return failed("the line of user " + name + " is longer than " + LineSearch.WINDOW + " bytes");
    }
    if (search.error() < 0) {
      return failed(Errno.message(search.error()));
    }
    if (line.isEmpty()) {
      return notFound();
    }
    Lookup answer = PasswdLine.lookup(calls.identities(), line, defaults);
    return answer instanceof Lookup.Failed wrong
        ? new Lookup.Failed(path + ":" + lineNumber(search.lineOffset()) + ": " + wrong.why())
        : answer;
  }

  /** A file that somebody is just writing is cut: the user may still come. */
  private Lookup notFound() {
    return search.endsWithLineEnd()
        ? new Lookup.Unknown()
        : failed("is empty or doesn't end with a whole line; is it being written?");
  }

  private Lookup failed(String why) {
    return new Lookup.Failed(path + ": " + why);
  }

  /** Counted only now, as a search that counted would have to look at every byte. */
  private long lineNumber(long offset) {
    int descriptor = calls.files().open(path, Files.O_RDONLY | Files.O_NONBLOCK, 0);
    long lines = 1;
    long left = offset;
    byte[] piece = new byte[4096];
    int count = 1;
    while (descriptor >= 0 && left > 0 && count > 0) {
      count = calls.files().read(descriptor, piece, 0, (int) Math.min(piece.length, left));
      for (int i = 0; i < count; i++) {
        lines += piece[i] == '\n' ? 1 : 0;
      }
      left -= Math.max(0, count);
    }
    calls.files().close(descriptor);
    return lines;
  }

  /** Reads the file once, so that it is in memory. */
  @Override
  public void warmUp() {
    find("no-such-user-of-masterless");
    Groups.warmUp(calls.identities());
  }
}
