package org.masterless.lmtpproxy.message;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.masterless.lmtpproxy.io.Budget;

/**
 * One message while it is on its way. Each recipient reads from it at a pace of its own, while the
 * client still writes: its latest part is in memory, and what of the rest somebody hasn't read yet
 * in a file. Where all keep pace there is no file, however long the message is.
 */
public final class Spool implements Closeable {
  /** Most messages are smaller. */
  public static final int MEMORY = 128 * 1024;

  private static final int FIRST = 8 * 1024;
  private static final int PIECE = 64 * 1024;
  private static final ByteBuffer NO_PIECE = ByteBuffer.allocate(0);

  private final SpoolFile file;
  private final Budget budget;
  private final LongSupplier needed;
  private ByteBuffer piece = NO_PIECE;

  /** A ring that grows until it is full: each byte lies at its place modulo its length. */
  private byte[] memory = new byte[FIRST];

  private long taken;

  private long memoryStart;

  /** Before that, something may have been forgotten. */
  private long forgotten;

  private long size;
  private long lines;
  private boolean isComplete;

  /**
   * An empty message.
   *
   * @param directory for what doesn't fit into memory
   * @param budget for what does, beyond the first 8 KiB
   * @param needed answers where the slowest reader will read next; what is before that is forgotten
   */
  public Spool(Path directory, Budget budget, LongSupplier needed) {
    this.file = new SpoolFile(directory);
    this.budget = budget;
    this.needed = needed;
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

  /** Whether anything of it is or was in a file. */
  public boolean hasFile() {
    return file.exists();
  }

  public void append(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    int done = 0;
    while (done < length) {
      grow(size + length - done);
      int count = Math.min(length - done, memory.length);
      makeRoom(count);
      putIntoMemory(bytes, offset + done, count);
      done += count;
    }
  }

  /** As far as the budget allows, and never once the ring is full: then all would have to move. */
  private void grow(long wanted) {
    int length = (int) Math.min(MEMORY, Math.max(wanted, 2L * memory.length));
    int more = length - memory.length;
    if (memoryStart == 0 && wanted > memory.length && more > 0 && budget.take(more)) {
      taken += more;
      memory = Arrays.copyOf(memory, length);
    }
  }

  /** So that {@code count} more bytes fit into memory. */
  private void makeRoom(int count) throws IOException {
    long start = Math.max(memoryStart, size + count - memory.length);
    if (start > memoryStart) {
      long keep = Math.max(memoryStart, Math.min(start, needed.getAsLong()));
      forgotten = keep > memoryStart ? keep : forgotten;
      for (long next = keep; next < start; ) {
        ByteBuffer oldest = inMemory(next, (int) (start - next));
        int length = oldest.remaining();
        file.write(oldest, next);
        next += length;
      }
      memoryStart = start;
    }
  }

  private void putIntoMemory(byte[] bytes, int offset, int length) {
    int place = (int) (size % memory.length);
    int first = Math.min(length, memory.length - place);
    System.arraycopy(bytes, offset, memory, place, first);
    System.arraycopy(bytes, offset + first, memory, 0, length - first);
    size += length;
  }

  /** Up to {@code most} bytes; fewer where the ring's end is in between. */
  private ByteBuffer inMemory(long position, int most) {
    int place = (int) (position % memory.length);
    int length = (int) Math.min(Math.min(size - position, most), memory.length - place);
    return ByteBuffer.wrap(memory, place, Math.max(0, length));
  }

  /**
   * Up to {@code most} bytes from {@code position} on, where there are any; good until the next
   * call.
   */
  public ByteBuffer read(long position, int most) throws IOException {
    if (position >= memoryStart) {
      return inMemory(position, most);
    }
    if (position < forgotten) {
      throw new IOException("this part of the message is forgotten");
    }
    if (piece.capacity() == 0) {
      piece = ByteBuffer.allocate(PIECE);
    }
    long length = Math.min(memoryStart - position, Math.min(most, piece.capacity()));
    file.read(piece.clear().limit((int) length), position);
    return piece.flip();
  }

  /** What was in a file is gone with that. */
  @Override
  public void close() throws IOException {
    budget.give(taken);
    taken = 0;
    file.close();
  }
}
