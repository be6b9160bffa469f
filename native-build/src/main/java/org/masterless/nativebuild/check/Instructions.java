package org.masterless.nativebuild.check;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Instructions apart from the labels, lines and frames that stand between them in a method. */
final class Instructions {
  private Instructions() {}

  static List<AbstractInsnNode> proper(MethodNode method) {
    List<AbstractInsnNode> code = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() >= 0) {
        code.add(instruction);
      }
    }
    return code;
  }

  /** The first instruction at or after a place, such as a label. */
  static AbstractInsnNode at(AbstractInsnNode place) {
    AbstractInsnNode instruction = place;
    while (instruction.getOpcode() < 0 && instruction.getNext() != null) {
      instruction = instruction.getNext();
    }
    return instruction;
  }
}
