package org.masterless.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.NoFiles;
import org.masterless.system.Octets;

/**
 * A file tree in memory, the same in native code and on the JVM: so that thousands of small
 * machines can be made and thrown away in a second.
 */
final class MemoryFiles extends NoFiles {
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int TYPE = 0170000;
  private static final int MOST_LINKS = 40;
  private static final int LONGEST_PATH = 4096;

  /** Stands for a path that leads nowhere. */
  private static final Node NOTHING = new Node(0, 0, 0, new byte[0]);

  /** What is at a path; of a link, its text is the content. */
  private static final class Node {
    private final int mode;
    private final int uid;
    private final int gid;
    private byte[] content;
    private int length;

    Node(int mode, int uid, int gid, byte[] content) {
      this.mode = mode;
      this.uid = uid;
      this.gid = gid;
      this.content = content;
      this.length = content.length;
    }

    boolean is(int type) {
      return (mode & TYPE) == type;
    }

    String text() {
      return Octets.text(content, 0, length);
    }

    void append(byte[] from, int offset, int count) {
      if (length + count > content.length) {
        content = Arrays.copyOf(content, Math.max(2 * content.length, length + count));
      }
      System.arraycopy(from, offset, content, length, count);
      length += count;
    }

    void empty() {
      length = 0;
    }
  }

  private static final class Open {
    private final Node node;
    private int at;

    Open(Node node) {
      this.node = node;
    }
  }

  private final Map<String, Node> nodes = new TreeMap<>();
  private final List<Open> open = new ArrayList<>();

  /** Nothing but a root folder, and the standard streams as {@code /0} to {@code /2}. */
  MemoryFiles() {
    nodes.put("", new Node(FOLDER | 0755, 0, 0, new byte[0]));
    for (int stream = 0; stream <= 2; stream++) {
      add(FILE | 0600, 0, 0, "/" + stream, new byte[0]);
      open("/" + stream, O_RDWR, 0);
    }
  }

  /** Folders on the way that are missing are made. */
  void add(int mode, int uid, int gid, String path, byte[] content) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      nodes.putIfAbsent(path.substring(0, slash), new Node(FOLDER | 0755, 0, 0, new byte[0]));
    }
    nodes.put(path, new Node(mode, uid, gid, content));
  }

  /** Every path that starts with {@code prefix}, in order, and what is there. */
  String dump(String prefix) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      Node node = entry.getValue();
      if (entry.getKey().startsWith(prefix)) {
        text.append(entry.getKey()).append(' ').append(node.mode).append('\n');
        text.append(node.text()).append('\n');
      }
    }
    return text.toString();
  }

  private Node at(String path) {
    return nodes.getOrDefault(path, NOTHING);
  }

  /**
   * Where a path leads to, as a path without links; "?" and an error number where it leads nowhere.
   * Its last part need not exist.
   */
  private String resolve(String path, boolean followsLast) {
    if (path.indexOf('\0') >= 0) {
      return "?" + Errno.EINVAL;
    }
    if (path.length() >= LONGEST_PATH) {
      return "?" + Errno.ENAMETOOLONG;
    }
    String at = "";
    String rest = path;
    int links = 0;
    while (!rest.isEmpty()) {
      int slash = rest.indexOf('/');
      String part = slash < 0 ? rest : rest.substring(0, slash);
      rest = slash < 0 ? "" : rest.substring(slash + 1);
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!at(at).is(FOLDER)) {
        return "?" + (at(at) == NOTHING ? Errno.ENOENT : Errno.ENOTDIR);
      }
      if (part.equals("..")) {
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      Node next = at(at + "/" + part);
      if (next.is(LINK) && (followsLast || !rest.isEmpty())) {
        if (++links > MOST_LINKS) {
          return "?" + Errno.ELOOP;
        }
        String target = next.text();
        at = target.startsWith("/") ? "" : at;
        rest = rest.isEmpty() ? target : target + "/" + rest;
      } else {
        at = at + "/" + part;
      }
    }
    return at;
  }

  private static boolean failed(String resolved) {
    return resolved.startsWith("?");
  }

  private static int error(String resolved) {
    return -Integer.parseInt(resolved.substring(1));
  }

  @Override
  public int open(String path, int flags, int mode) {
    return open(resolve(path, true), flags);
  }

  @Override
  public int openNoFollow(String path, int flags, int mode) {
    String resolved = resolve(path, false);
    return at(resolved).is(LINK) ? -Errno.ELOOP : open(resolved, flags);
  }

  private int open(String resolved, int flags) {
    if (failed(resolved)) {
      return error(resolved);
    }
    Node node = at(resolved);
    if (node == NOTHING && (flags & O_CREAT) == 0) {
      return -Errno.ENOENT;
    }
    if (node == NOTHING) {
      node = new Node(FILE | 0644, 0, 0, new byte[0]);
      nodes.put(resolved, node);
    }
    if (node.is(FOLDER) && (flags & (O_WRONLY | O_RDWR)) != 0) {
      return -Errno.EISDIR;
    }
    if ((flags & O_TRUNC) != 0) {
      node.empty();
    }
    open.add(new Open(node));
    return open.size() - 1;
  }

  @Override
  public int close(int descriptor) {
    return 0;
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    Open from = open.get(descriptor);
    int count = Math.min(length, from.node.length - from.at);
    System.arraycopy(from.node.content, from.at, into, offset, count);
    from.at += count;
    return count;
  }

  @Override
  public int write(int descriptor, byte[] from, int offset, int length) {
    open.get(descriptor).node.append(from, offset, length);
    return length;
  }

  @Override
  public int rename(String from, String to) {
    String source = resolve(from, false);
    String target = resolve(to, false);
    if (at(source) == NOTHING || failed(target)) {
      return failed(target) ? error(target) : -Errno.ENOENT;
    }
    if (at(target).is(FOLDER)) {
      return -Errno.EISDIR;
    }
    nodes.put(target, at(source));
    nodes.remove(source);
    return 0;
  }

  @Override
  public int unlink(String path) {
    String resolved = resolve(path, false);
    return failed(resolved) ? error(resolved) : nodes.remove(resolved) == null ? -Errno.ENOENT : 0;
  }

  @Override
  public int mkdir(String path, int mode) {
    return make(path, new Node(FOLDER | mode, 0, 0, new byte[0]));
  }

  @Override
  public int symlink(String target, String path) {
    return make(path, new Node(LINK | 0777, 0, 0, Octets.bytes(target)));
  }

  private int make(String path, Node node) {
    String resolved = resolve(path, false);
    if (failed(resolved)) {
      return error(resolved);
    }
    return nodes.putIfAbsent(resolved, node) == null ? 0 : -Errno.EEXIST;
  }

  @Override
  public int readLink(String path, byte[] into) {
    String resolved = resolve(path, false);
    Node node = at(resolved);
    if (node == NOTHING) {
      return failed(resolved) ? error(resolved) : -Errno.ENOENT;
    }
    if (!node.is(LINK)) {
      return -Errno.EINVAL;
    }
    int count = Math.min(node.length, into.length);
    System.arraycopy(node.content, 0, into, 0, count);
    return count;
  }

  @Override
  public int status(String path, FileStatus into) {
    String resolved = resolve(path, true);
    Node node = at(resolved);
    return node == NOTHING
        ? failed(resolved) ? error(resolved) : -Errno.ENOENT
        : status(node, into);
  }

  @Override
  public int status(int descriptor, FileStatus into) {
    return status(open.get(descriptor).node, into);
  }

  private static int status(Node node, FileStatus into) {
    into.set(node.mode, node.uid, node.gid, node.length);
    return 0;
  }
}
