package org.masterless.systemtest;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** All that a disk was told, in order: a file of records, each a header and what was written. */
final class DiskLog {
  private static final long FLUSH = -1;

  /** The offset on the disk, and the length of what follows. */
  private static final int HEADER = Long.BYTES + Integer.BYTES;

  private DiskLog() {}

  /** Something that a disk was told. */
  sealed interface Entry permits Write, Flush {
    /** Of its record, in bytes. */
    long size();
  }

  /** To write this there, which it may put off. */
  record Write(long offset, ByteBuffer bytes) implements Entry {
    @Override
    public long size() {
      return HEADER + (long) length();
    }

    int length() {
      return bytes.limit();
    }
  }

  /** To put nothing off any longer that was written before. */
  record Flush() implements Entry {
    @Override
    public long size() {
      return HEADER;
    }
  }

  /** Adds records, each of them whole in one write. */
  static final class Writer {
    private final FileChannel channel;

    private Writer(FileChannel channel) {
      this.channel = channel;
    }

    static Writer to(Path file) throws IOException {
      return new Writer(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    void write(long offset, ByteBuffer bytes) throws IOException {
      append(offset, bytes);
    }

    void flush() throws IOException {
      append(FLUSH, ByteBuffer.allocate(0));
    }

    private void append(long offset, ByteBuffer bytes) throws IOException {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      header.putLong(offset).putInt(bytes.remaining()).flip();
      ByteBuffer[] record = {header, bytes};
      while (header.hasRemaining() || bytes.hasRemaining()) {
        channel.write(record);
      }
    }
  }

  /** Reads records from the first one on. */
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;

    private Reader(DataInputStream in) {
      this.in = in;
    }

    static Reader of(Path file) throws IOException {
      return new Reader(new DataInputStream(new BufferedInputStream(Files.newInputStream(file))));
    }

    /** Nothing at the end. */
    Optional<Entry> next() throws IOException {
      try {
        long offset = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return Optional.of(
            offset == FLUSH ? new Flush() : new Write(offset, ByteBuffer.wrap(bytes)));
      } catch (EOFException e) {
        return Optional.empty();
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
