package org.masterless.nativebuild.check;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * The classes of this project that a program may run: its main class and, on and on, what their
 * code refers to.
 */
public final class ReachableClasses {
  private final ClassSource source;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, ClassNode> nodes = new TreeMap<>();

  private ReachableClasses(ClassSource source) {
    this.source = source;
  }

  /** Follows the references from a main class, given as {@code org.masterless.system.SelfTest}. */
  public static ReachableClasses from(String mainClass, ClassSource source) throws IOException {
    ReachableClasses reachable = new ReachableClasses(source);
    reachable.follow(mainClass.replace('.', '/'));
    return reachable;
  }

  /** The class files by internal name, in order; empty if there is no such main class. */
  public Map<String, byte[]> files() {
    return files;
  }

  /** Whether a class has a {@code main} that can be started. */
  public boolean hasMain(String className) {
    return find(className.replace('.', '/')).stream()
        .flatMap(node -> node.methods.stream())
        .anyMatch(MainArguments::isMain);
  }

  Collection<ClassNode> nodes() {
    return nodes.values();
  }

  /** A class of the program by internal name. */
  Optional<ClassNode> find(String internalName) {
    return Optional.ofNullable(nodes.get(internalName));
  }

  private void follow(String start) throws IOException {
    Deque<String> pending = new ArrayDeque<>();
    pending.add(start);
    while (!pending.isEmpty()) {
      String name = pending.remove();
      if (!files.containsKey(name)) {
        visit(name, pending);
      }
    }
  }

  private void visit(String name, Deque<String> pending) throws IOException {
    Optional<byte[]> file = source.find(name);
    if (file.isPresent()) {
      ClassNode node = new ClassNode();
      new ClassReader(file.get()).accept(node, 0);
      files.put(name, file.get());
      nodes.put(name, node);
      pending.addAll(References.of(node));
    }
  }
}
