package org.masterless.lmtpproxy.message;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pieces of a message that didn't stay in memory, each at its place in the message; in a file that
 * is made when the first one comes, and has no name any more.
 */
final class SpoolFile implements Closeable {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private final List<FileChannel> file = new ArrayList<>(1);

  SpoolFile(Path directory) {
    this.directory = directory;
  }

  /** Writes all of {@code bytes}. */
  void write(ByteBuffer bytes, long position) throws IOException {
    if (file.isEmpty()) {
      file.add(create());
    }
    long next = position;
    while (bytes.hasRemaining()) {
      next += file.get(0).write(bytes, next);
    }
  }

  /** Reads some of what was written there. */
  void read(ByteBuffer into, long position) throws IOException {
    if (file.isEmpty() || file.get(0).read(into, position) <= 0) {
      throw new IOException("what was spooled is gone");
    }
  }

  private FileChannel create() throws IOException {
    String name = "lmtp-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
    Path path = directory.resolve(name);
    Files.deleteIfExists(path);
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PRIVATE);
    Files.delete(path);
    return channel;
  }

  /** Whether there is one. */
  boolean exists() {
    return !file.isEmpty();
  }

  /** The file is gone with that. */
  @Override
  public void close() throws IOException {
    for (FileChannel channel : file) {
      channel.close();
    }
  }
}
