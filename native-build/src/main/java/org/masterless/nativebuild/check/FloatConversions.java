package org.masterless.nativebuild.check;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * No conversion of floating-point numbers to integers: C leaves it undefined for NaN and what
 * doesn't fit.
 */
final class FloatConversions implements Rule {
  @Override
  public void check(Method method) {
    for (AbstractInsnNode instruction : method.code()) {
      if (converts(instruction.getOpcode())) {
        method.report(
            instruction, "float", "conversion to an integer is undefined in C; count in integers");
      }
    }
  }

  private static boolean converts(int opcode) {
    return switch (opcode) {
      case Opcodes.F2I, Opcodes.F2L, Opcodes.D2I, Opcodes.D2L -> true;
      default -> false;
    };
  }
}
