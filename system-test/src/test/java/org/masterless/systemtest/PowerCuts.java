package org.masterless.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.masterless.systemtest.DiskLog.Write;

/**
 * What a disk can hold after its power was cut at one moment or another: all that it had written
 * when it was last told to put nothing off, and of what came after that, anything. Each block of
 * {@link Disk#BLOCK} bytes is whole, old or new.
 */
final class PowerCuts implements AutoCloseable {
  /** What a disk has done of what it could put off. */
  private enum Late {
    /** All of it. */
    NOTHING,
    /** Some writes. */
    WRITES,
    /** Some blocks. */
    BLOCKS
  }

  private final Path image;
  private final Path cut;
  private final FileChannel platter;
  private final DiskLog.Reader log;
  private final Random random;
  private final List<Write> pending = new ArrayList<>();
  private Optional<DiskLog.Entry> next;
  private long position;

  private PowerCuts(Path image, Path cut, FileChannel platter, DiskLog.Reader log, Random random)
      throws IOException {
    this.image = image;
    this.cut = cut;
    this.platter = platter;
    this.log = log;
    this.random = random;
    this.next = log.next();
  }

  static PowerCuts of(Disk disk, Random random) {
    Path image = disk.folder().resolve("platter");
    Disk.copy(disk.formatted(), image);
    try {
      return new PowerCuts(
          image,
          disk.folder().resolve("cut"),
          FileChannel.open(image, StandardOpenOption.WRITE),
          DiskLog.Reader.of(disk.log()),
          random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An image of the disk as it may be after a cut at a {@link Disk#now moment}, which is not before
   * that of the last call, nor after that of {@link #of}. The next call takes its place.
   */
  Path at(long moment) {
    try {
      while (next.isPresent() && position + next.get().size() <= moment) {
        take(next.get());
        position += next.get().size();
        next = log.next();
      }
      Disk.copy(image, cut);
      try (FileChannel after = FileChannel.open(cut, StandardOpenOption.WRITE)) {
        putOff(after);
      }
      return cut;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(DiskLog.Entry entry) throws IOException {
    if (entry instanceof Write write) {
      pending.add(write);
      return;
    }
    for (Write write : pending) {
      put(platter, write, 0, write.length());
    }
    pending.clear();
  }

  private void putOff(FileChannel after) throws IOException {
    Late late = Late.values()[random.nextInt(Late.values().length)];
    for (Write write : pending) {
      if (late != Late.WRITES || random.nextBoolean()) {
        put(after, write, late);
      }
    }
    if (next.isPresent() && next.get() instanceof Write write) {
      put(after, write, Late.BLOCKS);
    }
  }

  private void put(FileChannel disk, Write write, Late late) throws IOException {
    for (int start = 0; start < write.length(); start += Disk.BLOCK) {
      if (late != Late.BLOCKS || random.nextBoolean()) {
        put(disk, write, start, Math.min(Disk.BLOCK, write.length() - start));
      }
    }
  }

  private static void put(FileChannel disk, Write write, int start, int length) throws IOException {
    ByteBuffer bytes = write.bytes().slice(start, length);
    while (bytes.hasRemaining()) {
      disk.write(bytes, write.offset() + start + bytes.position());
    }
  }

  @Override
  public void close() {
    try {
      platter.close();
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
