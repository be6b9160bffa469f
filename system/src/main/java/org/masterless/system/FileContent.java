package org.masterless.system;

import java.util.Arrays;

/** A whole file in memory: its bytes, or why they could not be had. */
public final class FileContent {
  /** What a file that doesn't tell its size, as those of /proc, is first given room for. */
  private static final int LEAST_ROOM = 4096;

  /** Room is taken in steps of no more than this, whatever size a file claims to have. */
  private static final int LARGEST_STEP = 1 << 20;

  private final int error;
  private final byte[] octets;

  private FileContent(int error, byte[] octets) {
    this.error = error;
    this.octets = octets;
  }

  /** No content; {@code error} is {@code -errno}. */
  public static FileContent failed(int error) {
    return new FileContent(error, new byte[0]);
  }

  /** Reads {@code path} to its end; more than {@code limit} bytes are {@code -EFBIG}. */
  public static FileContent read(Files files, String path, int limit) {
    int descriptor = files.open(path, Files.O_RDONLY | Files.O_NONBLOCK, 0);
    if (descriptor < 0) {
      return failed(descriptor);
    }
    FileContent content = readOpen(files, descriptor, limit);
    files.close(descriptor);
    return content;
  }

  /** 0, or {@code -errno}. */
  public int error() {
    return error;
  }

  public boolean failed() {
    return error != 0;
  }

  /** The bytes themselves; none when there is an error. */
  public byte[] octets() {
    return octets;
  }

  /** The bytes as an octet string, which takes twice their memory; empty when there is an error. */
  public String text() {
    return Octets.text(octets);
  }

  /**
   * Reads an open descriptor to its end; only a regular file has one that can be trusted to come.
   */
  private static FileContent readOpen(Files files, int descriptor, int limit) {
    FileStatus status = new FileStatus();
    int answer = files.status(descriptor, status);
    if (answer < 0) {
      return failed(answer);
    }
    if (!status.isRegular()) {
      return failed(status.isDirectory() ? -Errno.EISDIR : -Errno.EINVAL);
    }
    return status.size() > limit
        ? failed(-Errno.EFBIG)
        : readToEnd(files, descriptor, status.size(), limit);
  }

  /** A byte more room than there should be bytes, to see the end without growing. */
  private static FileContent readToEnd(Files files, int descriptor, long size, int limit) {
    byte[] read = new byte[(int) Math.max(LEAST_ROOM, Math.min(size, LARGEST_STEP) + 1)];
    int length = 0;
    while (true) {
      int count = files.read(descriptor, read, length, read.length - length);
      if (count == -Errno.EINTR) {
        continue;
      }
      if (count < 0) {
        return failed(count);
      }
      length += count;
      if (length > limit) {
        return failed(-Errno.EFBIG);
      }
      if (count == 0) {
        return new FileContent(0, Arrays.copyOf(read, length));
      }
      if (length == read.length) {
        read = Arrays.copyOf(read, length + Math.min(length, LARGEST_STEP));
      }
    }
  }
}
