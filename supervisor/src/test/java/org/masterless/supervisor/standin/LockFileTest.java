package org.masterless.supervisor.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.NoFiles;
import org.masterless.system.Octets;

class LockFileTest {
  /** One file, that somebody may hold a lock on. */
  private static final class OneFile extends NoFiles {
    int openAnswer = 7;
    int lockAnswer;
    int mode = 0100600;
    String content = "";
    int opened;
    private int position;

    @Override
    public int open(String path, int flags, int mode) {
      opened += openAnswer < 0 ? 0 : 1;
      position = 0;
      return openAnswer;
    }

    @Override
    public int openNoFollow(String path, int flags, int mode) {
      return (flags & O_CREAT) == 0 ? -Errno.ENOENT : open(path, flags, mode);
    }

    @Override
    public int close(int descriptor) {
      opened--;
      return 0;
    }

    @Override
    public int status(int descriptor, FileStatus into) {
      into.set(mode, 0, 0, content.length());
      return 0;
    }

    @Override
    public int lock(int descriptor) {
      return lockAnswer;
    }

    @Override
    public int ftruncate(int descriptor, long length) {
      content = "";
      return 0;
    }

    @Override
    public int read(int descriptor, byte[] into, int offset, int length) {
      int count = Math.min(length, content.length() - position);
      System.arraycopy(Octets.bytes(content), position, into, offset, count);
      position += count;
      return count;
    }

    @Override
    public int write(int descriptor, byte[] from, int offset, int length) {
      content += Octets.text(from, offset, length);
      return length;
    }
  }

  private final OneFile file = new OneFile();

  @Test
  void aFreeLockIsHeldAndThePidIsWrittenAsMasterDoes() {
    file.content = "old and longer than what comes now, by some characters";
    LockFile lock = LockFile.take(file, "/pid");
    assertThat(lock.isHeld()).isTrue();
    assertThat(lock.write(file, 4711)).isZero();
    assertThat(file.content).isEqualTo(" ".repeat(28) + "4711\n").hasSize(33);
    assertThat(file.opened).isEqualTo(1);
  }

  @Test
  void aLockOfSomebodyElseNamesThePid() {
    file.lockAnswer = -Errno.EAGAIN;
    file.content = " ".repeat(28) + "4711\n";
    LockFile lock = LockFile.take(file, "/pid");
    assertThat(lock.isHeld()).isFalse();
    assertThat(lock.complaint()).isEqualTo("stock master is running, pid 4711");
    assertThat(file.opened).as("descriptors left open").isZero();
  }

  @Test
  void anEmptyLockOfSomebodyElseIsSaidToo() {
    file.lockAnswer = -Errno.EAGAIN;
    assertThat(LockFile.take(file, "/pid").complaint())
        .isEqualTo("stock master is running, pid unknown");
  }

  @Test
  void whatIsNoRegularFileIsRefused() {
    file.mode = 0010600;
    assertThat(LockFile.take(file, "/pid").complaint()).isEqualTo("/pid: not a regular file");
    assertThat(file.opened).isZero();
  }

  @Test
  void aLinkIsNotFollowed() {
    file.openAnswer = -Errno.ELOOP;
    assertThat(LockFile.take(file, "/pid").complaint())
        .isEqualTo("/pid: Too many levels of symbolic links");
  }
}
