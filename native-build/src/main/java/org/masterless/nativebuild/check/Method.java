package org.masterless.nativebuild.check;

import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** A method under check, with the way to report what is wrong in it. */
record Method(ClassNode type, MethodNode node, Consumer<Problem> problems) {

  boolean is(int access) {
    return (node.access & access) != 0;
  }

  /** The instructions proper, without labels, lines and frames. */
  List<AbstractInsnNode> code() {
    return Instructions.proper(node);
  }

  void report(AbstractInsnNode at, String rule, String what) {
    report(line(at), rule, what);
  }

  /** Reports something about the method as a whole. */
  void report(String rule, String what) {
    report(firstLine(), rule, what);
  }

  private void report(int line, String rule, String what) {
    String file = type.sourceFile == null ? "Unknown Source" : type.sourceFile;
    String place = line > 0 ? file + ":" + line : file;
    String where = type.name.replace('/', '.') + "." + node.name + "(" + place + ")";
    problems.accept(new Problem(where, rule, what));
  }

  private int firstLine() {
    for (AbstractInsnNode instruction : node.instructions) {
      if (instruction instanceof LineNumberNode number) {
        return number.line;
      }
    }
    return 0;
  }

  private static int line(AbstractInsnNode at) {
    for (AbstractInsnNode i = at; i != null; i = i.getPrevious()) {
      if (i instanceof LineNumberNode number) {
        return number.line;
      }
    }
    return 0;
  }
}
