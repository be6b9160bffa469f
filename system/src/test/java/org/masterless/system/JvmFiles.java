package org.masterless.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files of the JVM in the place of the kernel's, for tests of programs: every path is taken below a
 * root folder, and descriptors 0, 1 and 2 are streams.
 *
 * <p>Paths have to be UTF-8 here. Calls that no test needs answer {@code -ENOSYS}.
 */
public final class JvmFiles implements Files {
  record Open(Path path, FileChannel channel, boolean appends) {}

  private final Path root;
  private final InputStream input;
  private final Map<Integer, OutputStream> outputs = new HashMap<>();
  private final Map<Integer, Open> open = new HashMap<>();
  private int next = Output.STANDARD_ERROR + 1;

  /** Everything below {@code root}, with the standard streams of the JVM. */
  public static JvmFiles below(Path root) {
    return new JvmFiles(root, System.in, System.out, System.err);
  }

  public JvmFiles(Path root, InputStream input, OutputStream output, OutputStream error) {
    this.root = root;
    this.input = input;
    outputs.put(Output.STANDARD_OUTPUT, output);
    outputs.put(Output.STANDARD_ERROR, error);
  }

  /** A call that answers 0 or more, or fails as the JVM's file calls do. */
  interface Call {
    int run() throws IOException;
  }

  static int answer(Call call) {
    try {
      return call.run();
    } catch (IOException failure) {
      return -errno(failure);
    } catch (InvalidPathException noPath) {
      return -Errno.EINVAL;
    }
  }

  private static int errno(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return Errno.ENOENT;
    }
    if (failure instanceof FileAlreadyExistsException) {
      return Errno.EEXIST;
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return Errno.ENOTEMPTY;
    }
    return failure instanceof AccessDeniedException ? Errno.EACCES : errnoByReason(failure);
  }

  private static int errnoByReason(IOException failure) {
    String text = failure instanceof FileSystemException named ? named.getReason() : null;
    String reason = text == null ? String.valueOf(failure.getMessage()) : text;
    for (int errno = 1; errno < 128; errno++) {
      if (reason.equals(Errno.message(errno))) {
        return errno;
      }
    }
    return Errno.EIO;
  }

  /** The descriptor of a newly opened file or folder. */
  int hold(Path path, FileChannel channel) {
    return hold(path, channel, 0);
  }

  int hold(Path path, FileChannel channel, int flags) {
    open.put(next, new Open(path, channel, (flags & O_APPEND) != 0 && (flags & O_RDWR) != 0));
    return next++;
  }

  Optional<Open> held(int descriptor) {
    return Optional.ofNullable(open.get(descriptor));
  }

  Path path(String octets) {
    return root.resolve(relative(new String(Octets.bytes(octets), UTF_8)));
  }

  private static String relative(String path) {
    return path.replaceFirst("^/+", "");
  }

  @Override
  public int open(String path, int flags, int mode) {
    return answer(
        () -> {
          Path real = path(path);
          return hold(real, FileChannel.open(real, options(flags), Modes.attribute(mode)), flags);
        });
  }

  @Override
  public int openNoFollow(String path, int flags, int mode) {
    return answer(
        () ->
            java.nio.file.Files.isSymbolicLink(path(path))
                ? -Errno.ELOOP
                : open(path, flags, mode));
  }

  static Set<OpenOption> options(int flags) {
    Set<OpenOption> options = new HashSet<>();
    int access = flags & (O_WRONLY | O_RDWR);
    addIf(options, access != O_WRONLY, StandardOpenOption.READ);
    addIf(options, access != O_RDONLY, StandardOpenOption.WRITE);
    boolean exclusive = (flags & O_EXCL) != 0;
    addIf(options, (flags & O_CREAT) != 0 && exclusive, StandardOpenOption.CREATE_NEW);
    addIf(options, (flags & O_CREAT) != 0 && !exclusive, StandardOpenOption.CREATE);
    addIf(options, (flags & O_TRUNC) != 0, StandardOpenOption.TRUNCATE_EXISTING);
    addIf(options, isAppendOnly(flags), StandardOpenOption.APPEND);
    return options;
  }

  /** The JVM has no channel that reads and appends: for one, each write goes to the end itself. */
  private static boolean isAppendOnly(int flags) {
    return (flags & O_APPEND) != 0 && (flags & O_RDWR) == 0;
  }

  private static void addIf(Set<OpenOption> options, boolean wanted, OpenOption option) {
    if (wanted) {
      options.add(option);
    }
  }

  @Override
  public int close(int descriptor) {
    Open closed = open.remove(descriptor);
    return closed == null
        ? -Errno.EBADF
        : answer(
            () -> {
              closed.channel().close();
              return 0;
            });
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    Open from = open.get(descriptor);
    if (descriptor != 0 && from == null) {
      return -Errno.EBADF;
    }
    return answer(
        () ->
            Math.max(
                0,
                from == null
                    ? input.read(into, offset, length)
                    : from.channel().read(ByteBuffer.wrap(into, offset, length))));
  }

  @Override
  public int write(int descriptor, byte[] from, int offset, int length) {
    OutputStream stream = outputs.get(descriptor);
    Open file = open.get(descriptor);
    if (stream == null && file == null) {
      return -Errno.EBADF;
    }
    return answer(
        () -> {
          if (stream != null) {
            stream.write(from, offset, length);
            stream.flush();
            return length;
          }
          if (file != null && file.appends()) {
            file.channel().position(file.channel().size());
          }
          return file == null ? 0 : file.channel().write(ByteBuffer.wrap(from, offset, length));
        });
  }

  @Override
  public int rename(String from, String to) {
    return answer(
        () -> {
          java.nio.file.Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
          return 0;
        });
  }

  @Override
  public int unlink(String path) {
    return answer(
        () -> {
          Path real = path(path);
          if (java.nio.file.Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            return -Errno.EISDIR;
          }
          java.nio.file.Files.delete(real);
          return 0;
        });
  }

  @Override
  public int mkdir(String path, int mode) {
    return answer(
        () -> {
          java.nio.file.Files.createDirectory(path(path), Modes.attribute(mode));
          return 0;
        });
  }

  @Override
  public int rmdir(String path) {
    return answer(
        () -> {
          Path real = path(path);
          if (!java.nio.file.Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            return java.nio.file.Files.exists(real) ? -Errno.ENOTDIR : -Errno.ENOENT;
          }
          java.nio.file.Files.delete(real);
          return 0;
        });
  }

  @Override
  public int symlink(String target, String path) {
    return answer(
        () -> {
          Path text = Path.of(new String(Octets.bytes(target), UTF_8));
          java.nio.file.Files.createSymbolicLink(path(path), text);
          return 0;
        });
  }

  @Override
  public int readLink(String path, byte[] into) {
    return answer(
        () -> {
          Path link = path(path);
          if (!java.nio.file.Files.isSymbolicLink(link)) {
            return java.nio.file.Files.exists(link) ? -Errno.EINVAL : -Errno.ENOENT;
          }
          byte[] text = java.nio.file.Files.readSymbolicLink(link).toString().getBytes(UTF_8);
          int length = Math.min(text.length, into.length);
          System.arraycopy(text, 0, into, 0, length);
          return length;
        });
  }

  @Override
  public int mkfifo(String path, int mode) {
    return -Errno.ENOSYS;
  }

  @Override
  public int chmod(String path, int mode) {
    return answer(
        () -> {
          java.nio.file.Files.setAttribute(path(path), "unix:mode", mode);
          return 0;
        });
  }

  @Override
  public int ftruncate(int descriptor, long length) {
    Open file = open.get(descriptor);
    return file == null
        ? -Errno.EBADF
        : answer(
            () -> {
              file.channel().truncate(length);
              return 0;
            });
  }

  @Override
  public int lock(int descriptor) {
    return -Errno.ENOSYS;
  }

  @Override
  public int status(String path, FileStatus into) {
    return answer(() -> status(path(path), into));
  }

  @Override
  public int status(int descriptor, FileStatus into) {
    Open file = open.get(descriptor);
    return file == null ? -Errno.EBADF : answer(() -> status(file.path(), into));
  }

  static int status(Path path, FileStatus into, LinkOption... links) throws IOException {
    Map<String, Object> all = java.nio.file.Files.readAttributes(path, "unix:*", links);
    into.mode = (int) all.getOrDefault("mode", 0);
    into.uid = (int) all.getOrDefault("uid", 0);
    into.gid = (int) all.getOrDefault("gid", 0);
    into.size = (long) all.getOrDefault("size", 0L);
    into.modified = java.nio.file.Files.getLastModifiedTime(path, links).toMillis() / 1000;
    return 0;
  }
}
