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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.masterless.lmtpproxy.io.Budget;

/**
 * One message while it is on its way: its beginning in memory, what is beyond in a file that has no
 * name any more. Each recipient reads from it at a pace of its own, while the client still writes.
 */
public final class Spool implements Closeable {
  /** Most messages are smaller, and never see a disk here. */
  public static final int MEMORY = 128 * 1024;

  private static final int FIRST = 8 * 1024;
  private static final int PIECE = 64 * 1024;
  private static final ByteBuffer NO_PIECE = ByteBuffer.allocate(0);
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private final Budget budget;
  private ByteBuffer piece = NO_PIECE;
  private byte[] memory = new byte[FIRST];
  private final List<FileChannel> file = new ArrayList<>(1);
  private long taken;
  private long size;
  private long lines;
  private boolean isComplete;

  /**
   * An empty message.
   *
   * @param directory for what doesn't fit into memory
   * @param budget for what does, beyond the first 8 KiB
   */
  public Spool(Path directory, Budget budget) {
    this.directory = directory;
    this.budget = budget;
  }

  /** In bytes, with LF line ends. */
  public long size() {
    return size;
  }

  /** How many of its bytes are LF. */
  public long lines() {
    return lines;
  }

  /** As it was on the wire, with CRLF line ends (RFC 1870, 3). */
  public long wireSize() {
    return size + lines;
  }

  /** Nothing will be appended any more. */
  public void complete() {
    isComplete = true;
  }

  public boolean isComplete() {
    return isComplete;
  }

  public void append(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    grow(Math.min(size + length, MEMORY));
    int remembered = (int) Math.min(length, Math.max(0, memory.length - size));
    System.arraycopy(bytes, offset, memory, (int) Math.min(size, memory.length), remembered);
    write(ByteBuffer.wrap(bytes, offset + remembered, length - remembered));
    size += length;
  }

  /** As far as the budget allows, and never once there is a file: that begins where this ends. */
  private void grow(long needed) {
    int length = (int) Math.min(MEMORY, Math.max(needed, 2L * memory.length));
    if (needed > memory.length && file.isEmpty() && budget.take(length - memory.length)) {
      taken += length - memory.length;
      memory = Arrays.copyOf(memory, length);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    if (bytes.hasRemaining() && file.isEmpty()) {
      file.add(create());
    }
    while (bytes.hasRemaining()) {
      file.get(0).write(bytes);
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

  /**
   * Up to {@code most} bytes from {@code position} on, where there are any; good until the next
   * call.
   */
  public ByteBuffer read(long position, int most) throws IOException {
    if (position < memory.length) {
      int end = (int) Math.min(Math.min(size, memory.length), position + most);
      return ByteBuffer.wrap(memory, (int) position, Math.max(0, end - (int) position));
    }
    if (piece.capacity() == 0) {
      piece = ByteBuffer.allocate(PIECE);
    }
    piece.clear().limit(Math.min(most, piece.capacity()));
    if (!file.isEmpty()) {
      file.get(0).read(piece, position - memory.length);
    }
    return piece.flip();
  }

  /** The file is gone with that. */
  @Override
  public void close() throws IOException {
    budget.give(taken);
    taken = 0;
    for (FileChannel channel : file) {
      channel.close();
    }
  }
}
