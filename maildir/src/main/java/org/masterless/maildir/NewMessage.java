package org.masterless.maildir;

import java.util.Optional;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Folders;

/**
 * A message on its way into a folder: written in {@code tmp}, and in {@code new} only when all of
 * it is on disk. Where anything fails, nothing of it is left.
 */
public final class NewMessage implements Beginning {
  private static final int PRIVATE = 0600;

  private final Files files;
  private final Folders folders;
  private final MailFolder folder;
  private final UniqueName name;
  private final int file;

  private NewMessage(Calls calls, MailFolder folder, UniqueName name, int file) {
    this.files = calls.files();
    this.folders = calls.folders();
    this.folder = folder;
    this.name = name;
    this.file = file;
  }

  static Beginning begin(Calls calls, MailFolder folder, UniqueName name) {
    int file =
        calls
            .folders()
            .openFile(
                folder.temporary.descriptor(),
                name.temporary(),
                Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL,
                PRIVATE);
    if (file < 0) {
      return Failure.of("make a file in", folder.temporary.path(), file);
    }
    NewMessage message = new NewMessage(calls, folder, name, file);
    message.share(calls);
    return message;
  }

  /** Its folder as IMAP calls it, parts divided by dots. */
  public String folder() {
    return folder.name();
  }

  /** With the group of the folder, where the folder is shared with one; else it stays private. */
  private void share(Calls calls) {
    int mode = folder.whole.modeOfFiles();
    if (mode == PRIVATE) {
      return;
    }
    FileStatus status = new FileStatus();
    boolean hasGroup =
        calls.files().status(file, status) >= 0 && status.gid() == folder.whole.gid();
    if (hasGroup || folders.setGroup(file, folder.whole.gid()) >= 0) {
      folders.setMode(file, mode);
    }
  }

  /** All {@code length} bytes from {@code offset} on; answers why not. */
  public Optional<Failure> write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int count = files.write(file, bytes, offset + done, length - done);
      if (count <= 0 && count != -Errno.EINTR) {
        return givenUp("write in", folder.temporary, count);
      }
      done += Math.max(0, count);
    }
    return Optional.empty();
  }

  /**
   * Gives the whole message its final name; answers why not. Where this answers nothing, the
   * message survives a loss of power.
   *
   * @param size in bytes, of all that was written
   * @param lines how many of them are LF
   */
  public Optional<Failure> store(long size, long lines) {
    int answer = folders.syncData(file);
    if (answer < 0) {
      return givenUp("sync in", folder.temporary, answer);
    }
    String complete = name.complete(size, lines);
    answer = move(complete);
    if (answer < 0) {
      return givenUp("move into", folder.arrived, answer);
    }
    answer = folders.sync(folder.arrived.descriptor());
    if (answer < 0) {
      folders.remove(folder.arrived.descriptor(), complete);
      return Optional.of(Failure.of("sync", folder.arrived.path(), answer));
    }
    files.close(file);
    return Optional.empty();
  }

  /** Never over a name that is there, which some file systems promise by way of a link only. */
  private int move(String complete) {
    int from = folder.temporary.descriptor();
    int to = folder.arrived.descriptor();
    int answer = folders.move(from, name.temporary(), to, complete);
    if (answer != -Errno.EINVAL && !isMissing(answer)) {
      return answer;
    }
    answer = folders.link(from, name.temporary(), to, complete);
    if (answer >= 0) {
      folders.remove(from, name.temporary());
    }
    // Some have neither; there it is the name that has to be unique, as everywhere.
    return answer == -Errno.EPERM || isMissing(answer)
        ? folders.replace(from, name.temporary(), to, complete)
        : answer;
  }

  private static boolean isMissing(int answer) {
    return answer == -Errno.ENOSYS || answer == -Errno.EOPNOTSUPP;
  }

  private Optional<Failure> givenUp(String what, OwnFolder where, int answer) {
    drop();
    return Optional.of(Failure.of(what, where.path(), answer));
  }

  /** Leaves nothing of it behind. */
  public void drop() {
    files.close(file);
    folders.remove(folder.temporary.descriptor(), name.temporary());
  }
}
