package org.masterless.nativebuild.check;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Instructions apart from the labels, lines and frames that stand between them in a method. */
final class Instructions {
  private Instructions() {}

  static List<AbstractInsnNode> proper(MethodNode method) {
    List<AbstractInsnNode> code = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (isProper(instruction)) {
        code.add(instruction);
      }
    }
    return code;
  }

  /** Those from a label up to another. */
  static List<AbstractInsnNode> between(
      MethodNode method, AbstractInsnNode start, AbstractInsnNode end) {
    int from = method.instructions.indexOf(start);
    int to = method.instructions.indexOf(end);
    return proper(method).stream()
        .filter(i -> method.instructions.indexOf(i) >= from && method.instructions.indexOf(i) < to)
        .toList();
  }

  /** Those from a place up to the first that leaves the straight line, that one included. */
  static List<AbstractInsnNode> straight(AbstractInsnNode start) {
    List<AbstractInsnNode> code = new ArrayList<>();
    for (AbstractInsnNode i = start; i != null; i = i.getNext()) {
      if (isProper(i)) {
        code.add(i);
      }
      if (leaves(i.getOpcode())) {
        break;
      }
    }
    return code;
  }

  /** The first instruction at or after a place, such as a label. */
  static AbstractInsnNode at(AbstractInsnNode place) {
    List<AbstractInsnNode> code = straight(place);
    return code.isEmpty() ? place : code.get(0);
  }

  /**
   * The opcodes of the instructions before one, nearest first; shorter at the start of a method.
   */
  static List<Integer> opcodesBefore(AbstractInsnNode instruction, int count) {
    List<Integer> opcodes = new ArrayList<>();
    AbstractInsnNode i = instruction.getPrevious();
    for (; i != null && opcodes.size() < count; i = i.getPrevious()) {
      if (isProper(i)) {
        opcodes.add(i.getOpcode());
      }
    }
    return opcodes;
  }

  private static boolean isProper(AbstractInsnNode instruction) {
    return instruction.getOpcode() >= 0;
  }

  private static boolean leaves(int opcode) {
    return opcode == Opcodes.GOTO
        || opcode == Opcodes.ATHROW
        || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }
}
