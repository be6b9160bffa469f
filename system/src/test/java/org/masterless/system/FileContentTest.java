package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileContentTest {
  /** One file that comes in pieces, with whatever goes wrong. */
  private static final class Pieces extends NoFiles {
    String content = "hello";
    int piece = 2;
    int mode = 0100644;
    int interruptions;
    int readAnswer;
    int open;
    private int position;

    @Override
    public int open(String path, int flags, int mode) {
      open++;
      return 5;
    }

    @Override
    public int close(int descriptor) {
      open--;
      return 0;
    }

    @Override
    public int status(int descriptor, FileStatus into) {
      into.set(mode, 0, 0, 0);
      return 0;
    }

    @Override
    public int read(int descriptor, byte[] into, int offset, int length) {
      if (interruptions-- > 0) {
        return -Errno.EINTR;
      }
      int count = Math.min(Math.min(piece, length), content.length() - position);
      System.arraycopy(Octets.bytes(content), position, into, offset, count);
      position += count;
      return readAnswer < 0 && count == 0 ? readAnswer : count;
    }
  }

  private final Pieces files = new Pieces();

  @Test
  void allPiecesAreRead() {
    files.interruptions = 3;
    assertThat(FileContent.read(files, "/x", 100)).isEqualTo(new FileContent(0, "hello"));
    assertThat(files.open).isZero();
  }

  @Test
  void exactlyTheLimitIsAllowedAndNoByteMore() {
    assertThat(FileContent.read(files, "/x", 5).text()).isEqualTo("hello");
    files.position = 0;
    assertThat(FileContent.read(files, "/x", 4)).isEqualTo(new FileContent(-Errno.EFBIG, ""));
    assertThat(files.open).isZero();
  }

  @Test
  void noLimitAndNoFileFit() {
    assertThat(FileContent.read(files, "/x", Integer.MAX_VALUE).text()).isEqualTo("hello");
    files.content = "";
    files.position = 0;
    assertThat(FileContent.read(files, "/x", 0)).isEqualTo(new FileContent(0, ""));
  }

  @Test
  void anErrorInTheMiddleLosesAllAndLeavesNothingOpen() {
    files.readAnswer = -Errno.EIO;
    assertThat(FileContent.read(files, "/x", 100)).isEqualTo(new FileContent(-Errno.EIO, ""));
    assertThat(files.open).isZero();
  }

  @Test
  void onlyRegularFilesHaveAnEnd() {
    files.mode = 0040755;
    assertThat(FileContent.read(files, "/x", 100).error()).isEqualTo(-Errno.EISDIR);
    files.mode = 0010644;
    assertThat(FileContent.read(files, "/x", 100).error()).isEqualTo(-Errno.EINVAL);
    assertThat(files.open).isZero();
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(FileContent.read(new NoFiles(), "/x", 100).error()).isEqualTo(-Errno.ENOSYS);
  }
}
