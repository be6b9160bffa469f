package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.masterless.system.Octets;

/** A small machine for {@link GeneratorDump}: files by their path. */
record Tree(Map<String, Node> nodes) {
  /**
   * A file, folder or link.
   *
   * @param mode with the type; the owner is in {@code owner}, as {@code UID GID}
   * @param content an octet string; of a link, its text
   */
  record Node(int mode, String owner, String content) {
    boolean isFile() {
      return (mode & 0170000) == 0100000;
    }

    Node with(String changed) {
      return new Node(mode, owner, changed);
    }
  }

  private static final Node NOTHING = new Node(0, "0 0", "");

  static Tree of(GoldenFolder golden) throws IOException {
    Map<String, Node> nodes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(golden.root())) {
      for (Path path : all.toList()) {
        nodes.put("/" + golden.root().relativize(path), node(path));
      }
    }
    nodes.remove("/");
    for (String line : golden.owners()) {
      String[] words = line.split(" ", 4);
      Node node = nodes.getOrDefault(words[3], NOTHING);
      int mode = (node.mode() & 0170000) | Integer.parseInt(words[0], 8);
      nodes.put(words[3], new Node(mode, words[1] + " " + words[2], node.content()));
    }
    return new Tree(nodes);
  }

  private static Node node(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return new Node(0120777, "0 0", Files.readSymbolicLink(path).toString());
    }
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? new Node(0040755, "0 0", "")
        : new Node(0100644, "0 0", new String(Files.readAllBytes(path), ISO_8859_1));
  }

  Tree copy() {
    return new Tree(new TreeMap<>(nodes));
  }

  List<String> files() {
    return nodes.entrySet().stream()
        .filter(entry -> entry.getValue().isFile())
        .map(Map.Entry::getKey)
        .toList();
  }

  Node at(String path) {
    return nodes.getOrDefault(path, NOTHING);
  }

  String content(String path) {
    return at(path).content();
  }

  void change(String path, String content) {
    nodes.put(path, at(path).with(content));
  }

  /** All of it below {@code root}, but for owners, and devices, which are not made. */
  Path onDisk(Path root) throws IOException {
    Files.createDirectories(root);
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      Path path = root.resolve(entry.getKey().substring(1));
      Node node = entry.getValue();
      switch (node.mode() & 0170000) {
        case 0040000 -> Files.createDirectories(path);
        case 0120000 -> Files.createSymbolicLink(path, Path.of(node.content()));
        case 0100000 -> Files.write(path, Octets.bytes(node.content()));
        default -> {}
      }
    }
    return root;
  }

  /** As {@link GeneratorDump} wants it. */
  void write(String how, ByteArrayOutputStream into) {
    text(how, into);
    nodes.forEach(
        (path, node) -> {
          text(Integer.toOctalString(node.mode()) + " " + node.owner() + " " + path, into);
          text(node.content(), into);
        });
    text("", into);
  }

  private static void text(String text, ByteArrayOutputStream into) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      into.write(text.length() >> shift);
    }
    into.writeBytes(Octets.bytes(text));
  }
}
