package org.masterless.system;

/**
 * A whole file in memory: its bytes, or why they could not be had.
 *
 * @param error 0, or {@code -errno}
 * @param text the bytes as an octet string; empty when there is an error
 */
public record FileContent(int error, String text) {
  private static final int CHUNK = 65536;

  /** Reads {@code path} to its end; more than {@code limit} bytes are {@code -EFBIG}. */
  public static FileContent read(Files files, String path, int limit) {
    int descriptor = files.open(path, Files.O_RDONLY | Files.O_NONBLOCK, 0);
    if (descriptor < 0) {
      return new FileContent(descriptor, "");
    }
    FileContent content = readOpen(files, descriptor, limit);
    files.close(descriptor);
    return content;
  }

  public boolean failed() {
    return error != 0;
  }

  /**
   * Reads an open descriptor to its end; only a regular file has one that can be trusted to come.
   */
  private static FileContent readOpen(Files files, int descriptor, int limit) {
    FileStatus status = new FileStatus();
    int answer = files.status(descriptor, status);
    if (answer < 0) {
      return new FileContent(answer, "");
    }
    if (!status.isRegular()) {
      return new FileContent(status.isDirectory() ? -Errno.EISDIR : -Errno.EINVAL, "");
    }
    return readToEnd(files, descriptor, limit);
  }

  private static FileContent readToEnd(Files files, int descriptor, int limit) {
    byte[] chunk = new byte[Math.max(1, Math.min(CHUNK, limit))];
    StringBuilder text = new StringBuilder();
    while (true) {
      int count = files.read(descriptor, chunk, 0, chunk.length);
      if (count == -Errno.EINTR) {
        continue;
      }
      if (count < 0) {
        return new FileContent(count, "");
      }
      if (count == 0) {
        return new FileContent(0, text.toString());
      }
      if (text.length() + count > limit) {
        return new FileContent(-Errno.EFBIG, "");
      }
      text.append(Octets.text(chunk, 0, count));
    }
  }
}
