package org.masterless.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** {@link Folders} of the JVM in the place of the kernel's, with the descriptors of a JvmFiles. */
public class JvmFolders implements Folders {
  private static final LinkOption NO_LINKS = LinkOption.NOFOLLOW_LINKS;

  private final JvmFiles files;
  private final Map<Integer, Iterator<Path>> listings = new HashMap<>();

  public JvmFolders(JvmFiles files) {
    this.files = files;
  }

  private interface Call {
    int run(Path path) throws IOException;
  }

  /** On what {@code name} is in {@code folder}. */
  private int at(int folder, String name, Call call) {
    return files
        .held(folder)
        .map(held -> JvmFiles.answer(() -> call.run(child(held.path(), name))))
        .orElse(-Errno.EBADF);
  }

  private static Path child(Path folder, String name) {
    return folder.resolve(new String(Octets.bytes(name), UTF_8));
  }

  private int open(Path path, LinkOption... links) throws IOException {
    if (!Files.exists(path, links)) {
      return -Errno.ENOENT;
    }
    return Files.isDirectory(path, links)
        ? files.hold(path, FileChannel.open(path, StandardOpenOption.READ))
        : -Errno.ENOTDIR;
  }

  @Override
  public int open(int folder, String name) {
    return at(folder, name, path -> open(path, NO_LINKS));
  }

  @Override
  public int open(String path) {
    return JvmFiles.answer(() -> open(files.path(path), NO_LINKS));
  }

  @Override
  public int openThroughLinks(int folder, String name) {
    return at(folder, name, this::open);
  }

  @Override
  public int openThroughLinks(String path) {
    return JvmFiles.answer(() -> open(files.path(path)));
  }

  @Override
  public int openFile(int folder, String name, int flags, int mode) {
    return at(
        folder,
        name,
        path ->
            Files.isSymbolicLink(path)
                ? -Errno.ELOOP
                : files.hold(
                    path,
                    FileChannel.open(path, JvmFiles.options(flags), Modes.attribute(mode)),
                    flags));
  }

  @Override
  public int make(int folder, String name, int mode) {
    return at(
        folder,
        name,
        path -> {
          Files.createDirectory(path, Modes.attribute(mode));
          return 0;
        });
  }

  @Override
  public int status(int folder, String name, FileStatus into) {
    return at(folder, name, path -> JvmFiles.status(path, into, NO_LINKS));
  }

  @Override
  public int status(String path, FileStatus into) {
    return JvmFiles.answer(() -> JvmFiles.status(files.path(path), into, NO_LINKS));
  }

  @Override
  public int move(int from, String name, int to, String newName) {
    return at(
        to,
        newName,
        target -> {
          if (Files.exists(target, NO_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
          }
          return replace(from, name, to, newName);
        });
  }

  @Override
  public int replace(int from, String name, int to, String newName) {
    return at(
        to,
        newName,
        target ->
            at(
                from,
                name,
                source -> {
                  Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
                  return 0;
                }));
  }

  @Override
  public int link(int from, String name, int to, String newName) {
    return at(
        to,
        newName,
        target ->
            at(
                from,
                name,
                source -> {
                  Files.createLink(target, source);
                  return 0;
                }));
  }

  @Override
  public int remove(int folder, String name) {
    return at(
        folder,
        name,
        path -> {
          if (Files.isDirectory(path, NO_LINKS)) {
            return -Errno.EISDIR;
          }
          Files.delete(path);
          return 0;
        });
  }

  @Override
  public int sync(int descriptor) {
    return files.held(descriptor).isEmpty() ? -Errno.EBADF : 0;
  }

  @Override
  public int syncData(int descriptor) {
    return sync(descriptor);
  }

  @Override
  public int setMode(int descriptor, int mode) {
    return setAttribute(descriptor, "unix:mode", mode);
  }

  @Override
  public int setGroup(int descriptor, int gid) {
    return setAttribute(descriptor, "unix:gid", gid);
  }

  private int setAttribute(int descriptor, String name, int value) {
    return files
        .held(descriptor)
        .map(
            held ->
                JvmFiles.answer(
                    () -> {
                      Files.setAttribute(held.path(), name, value);
                      return 0;
                    }))
        .orElse(-Errno.EBADF);
  }

  @Override
  public int rewind(int folder) {
    listings.remove(folder);
    return files.held(folder).isEmpty() ? -Errno.EBADF : 0;
  }

  /** A name at a time, in the kernel's layout. */
  @Override
  public int list(int folder, byte[] into) {
    return at(
        folder,
        ".",
        path -> {
          if (!listings.containsKey(folder)) {
            try (Stream<Path> names = Files.list(path)) {
              listings.put(folder, names.toList().iterator());
            }
          }
          Iterator<Path> rest = listings.get(folder);
          if (rest == null || !rest.hasNext()) {
            listings.remove(folder);
            return 0;
          }
          byte[] name = rest.next().getFileName().toString().getBytes(UTF_8);
          int length = (FolderNames.NAME + name.length + 8) & ~7;
          LittleEndian.putInt16(into, FolderNames.LENGTH, length);
          System.arraycopy(name, 0, into, FolderNames.NAME, name.length);
          into[FolderNames.NAME + name.length] = 0;
          return length;
        });
  }
}
