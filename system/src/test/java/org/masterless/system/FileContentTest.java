package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileContentTest {
  /** One file that comes in pieces, with whatever goes wrong. */
  private static final class Pieces extends NoFiles {
    String content = "hello";
    int piece = 2;
    int mode = 0100644;
    int size;
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
      into.set(mode, 0, 0, size);
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

  /** The text, or the error that there is in its place. */
  private Object read(int limit) {
    FileContent content = FileContent.read(files, "/x", limit);
    assertThat(content.failed()).isEqualTo(content.error() != 0);
    assertThat(content.failed() && content.octets().length > 0).isFalse();
    return content.failed() ? content.error() : content.text();
  }

  @Test
  void allPiecesAreRead() {
    files.interruptions = 3;
    assertThat(read(100)).isEqualTo("hello");
    assertThat(files.open).isZero();
  }

  @Test
  void exactlyTheLimitIsAllowedAndNoByteMore() {
    assertThat(read(5)).isEqualTo("hello");
    files.position = 0;
    assertThat(read(4)).isEqualTo(-Errno.EFBIG);
    assertThat(files.open).isZero();
  }

  @Test
  void noLimitAndNoFileFit() {
    assertThat(read(Integer.MAX_VALUE)).isEqualTo("hello");
    files.content = "";
    files.position = 0;
    assertThat(read(0)).isEqualTo("");
  }

  @Test
  void theSizeThatAFileClaimsIsNotBelieved() {
    files.piece = 100_000;
    for (String content : new String[] {"", "x", "x".repeat(4096), "x".repeat(3_000_001)}) {
      for (int size : new int[] {0, 1, 4096, 5000, Integer.MAX_VALUE}) {
        files.content = content;
        files.size = size;
        files.position = 0;
        assertThat(read(Integer.MAX_VALUE)).isEqualTo(content);
      }
    }
  }

  @Test
  void aFileThatClaimsToBeTooLargeIsNotEvenRead() {
    files.size = 101;
    assertThat(read(100)).isEqualTo(-Errno.EFBIG);
    assertThat(files.position).isZero();
    assertThat(files.open).isZero();
  }

  @Test
  void anErrorInTheMiddleLosesAllAndLeavesNothingOpen() {
    files.readAnswer = -Errno.EIO;
    assertThat(read(100)).isEqualTo(-Errno.EIO);
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
