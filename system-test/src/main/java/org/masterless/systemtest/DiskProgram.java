package org.masterless.systemtest;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What is behind a {@link Disk}, in a process of its own: a file system that consists of one file,
 * the disk, served by the protocol of {@code /dev/fuse} (fuse(4), the kernel's {@code
 * include/uapi/linux/fuse.h}). The file is never cached, so that each write and each flush of the
 * loop device on it comes here, and is in the {@link DiskLog} before the kernel hears that it is
 * done.
 *
 * <p>Standard error is {@code /dev/fuse}. Standard input takes a {@link Condition} a line, which
 * standard output repeats once it counts; its end is ours too.
 */
final class DiskProgram {
  /** What a disk can be like. */
  enum Condition {
    SOUND,
    /** Each read, write and flush takes it {@link #SLOWNESS}, one after the other. */
    SLOW,
    /** Reads, writes and flushes end with EIO. */
    FAILING,
    /** They don't end. */
    HANGING
  }

  /** In milliseconds: about what a hard disk needs to move its head. */
  private static final int SLOWNESS = 10;

  private static final int GETATTR = 3;
  private static final int SETATTR = 4;
  private static final int FORGET = 2;
  private static final int OPEN = 14;
  private static final int READ = 15;
  private static final int WRITE = 16;
  private static final int RELEASE = 18;
  private static final int FSYNC = 20;
  private static final int INIT = 26;
  private static final int INTERRUPT = 36;
  private static final int BATCH_FORGET = 42;

  private static final int EIO = 5;
  private static final int ENOSYS = 38;

  /** Of a request, and of a reply. */
  private static final int HEADER = 40;

  private static final int REPLY_HEADER = 16;

  /** What comes before the bytes that are to be written. */
  private static final int WRITE_HEADER = HEADER + 40;

  /** The most that one request reads or writes: what the kernel takes without more flags. */
  private static final int MOST = 32 * 4096;

  private static final int VERSION = 7;

  /** The protocol's minor version whose structures we use; the kernel keeps to it. */
  private static final int MINOR_VERSION = 31;

  private static final int REGULAR_FILE = 0100600;
  private static final int DIRECT = 1;
  private static final int BIG_WRITES = 1 << 5;

  private final FileChannel file;
  private final DiskLog.Writer log;
  private final FileChannel requests = new FileInputStream(FileDescriptor.err).getChannel();
  private final FileChannel replies = new FileOutputStream(FileDescriptor.err).getChannel();
  private final ByteBuffer in = buffer(MOST + 4096);
  private final ByteBuffer out = buffer(MOST + REPLY_HEADER);
  private Condition condition = Condition.SOUND;

  private DiskProgram(FileChannel file, DiskLog.Writer log) {
    this.file = file;
    this.log = log;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** Arguments: the file that holds what the disk holds, and the log. */
  public static void main(String[] arguments) throws IOException {
    FileChannel file =
        FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ, StandardOpenOption.WRITE);
    DiskProgram program = new DiskProgram(file, DiskLog.Writer.to(Path.of(arguments[1])));
    Thread commands = new Thread(program::obey, "commands");
    commands.setDaemon(true);
    commands.start();
    try {
      program.serve();
    } catch (IOException | InterruptedException e) {
      // So ends every disk: it was unmounted.
      System.out.println("ended: " + e.getMessage());
    }
  }

  private void obey() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        become(Condition.valueOf(line));
        System.out.println(line);
      }
    } catch (IOException e) {
      System.out.println("no more commands: " + e.getMessage());
    }
    // Without waiting for the disk, which may hang.
    Runtime.getRuntime().halt(0);
  }

  private synchronized void become(Condition next) {
    condition = next;
    notifyAll();
  }

  private void serve() throws IOException, InterruptedException {
    while (requests.read(in.clear()) >= HEADER) {
      answer(in.flip());
    }
  }

  /** A request is answered wholly in one condition. */
  private synchronized void answer(ByteBuffer request) throws IOException, InterruptedException {
    while (condition == Condition.HANGING) {
      wait();
    }
    int operation = request.getInt(4);
    if (operation == FORGET || operation == BATCH_FORGET || operation == INTERRUPT) {
      return;
    }
    if (condition == Condition.SLOW) {
      Thread.sleep(SLOWNESS);
    }
    out.clear().position(REPLY_HEADER);
    int error = outcome(operation, request);
    if (error != 0) {
      out.position(REPLY_HEADER);
    }
    out.putInt(0, out.position()).putInt(4, -error).putLong(8, request.getLong(8));
    replies.write(out.flip());
  }

  /** Puts what is answered behind the header; answers an error's number, or 0. */
  private int outcome(int operation, ByteBuffer request) throws IOException {
    boolean isFailing = condition == Condition.FAILING;
    return switch (operation) {
      case INIT -> initialized();
      case GETATTR, SETATTR -> attributes();
      case OPEN -> opened();
      case READ -> isFailing ? EIO : read(request.getLong(HEADER + 8), request.getInt(HEADER + 16));
      case WRITE -> isFailing ? EIO : written(request.getLong(HEADER + 8), request);
      case FSYNC -> isFailing ? EIO : flushed();
      case RELEASE -> 0;
      default -> ENOSYS;
    };
  }

  /** {@code struct fuse_init_out}, with nothing that the kernel offers but writes of many pages. */
  private int initialized() {
    out.putInt(VERSION).putInt(MINOR_VERSION).putInt(MOST).putInt(BIG_WRITES);
    zeros(4);
    out.putInt(MOST).putInt(1);
    return zeros(64 - 28);
  }

  /** {@code struct fuse_attr_out}. */
  private int attributes() throws IOException {
    long size = file.size();
    zeros(16);
    out.putLong(1).putLong(size).putLong(size / 512);
    zeros(3 * 8 + 3 * 4);
    out.putInt(REGULAR_FILE).putInt(1);
    return zeros(5 * 4);
  }

  /** {@code struct fuse_open_out}. */
  private int opened() {
    out.putLong(0).putInt(DIRECT);
    return zeros(4);
  }

  private int zeros(int count) {
    for (int i = 0; i < count; i++) {
      out.put((byte) 0);
    }
    return 0;
  }

  private int read(long offset, int size) throws IOException {
    out.limit(REPLY_HEADER + size);
    int count = 1;
    while (out.hasRemaining() && count > 0) {
      count = file.read(out, offset + out.position() - REPLY_HEADER);
    }
    out.limit(out.capacity());
    return 0;
  }

  private int written(long offset, ByteBuffer request) throws IOException {
    ByteBuffer bytes = request.position(WRITE_HEADER).slice();
    int length = bytes.remaining();
    log.write(offset, bytes.duplicate());
    while (bytes.hasRemaining()) {
      file.write(bytes, offset + bytes.position());
    }
    out.putInt(length);
    return zeros(4);
  }

  private int flushed() throws IOException {
    log.flush();
    return 0;
  }
}
