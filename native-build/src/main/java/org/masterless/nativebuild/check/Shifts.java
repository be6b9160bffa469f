package org.masterless.nativebuild.check;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** A shift distance is a constant or masked where it is used: C leaves larger ones undefined. */
final class Shifts implements Rule {
  @Override
  public void check(Method method) {
    for (AbstractInsnNode instruction : method.code()) {
      if (isShift(instruction.getOpcode()) && !isSafe(instruction)) {
        method.report(
            instruction,
            "shift",
            "a variable distance isn't masked in C; write & 31, or & 63 for a long");
      }
    }
  }

  private static boolean isShift(int opcode) {
    return opcode >= Opcodes.ISHL && opcode <= Opcodes.LUSHR;
  }

  private static boolean isSafe(AbstractInsnNode shift) {
    List<Integer> before = Instructions.opcodesBefore(shift, 2);
    return isConstant(before.get(0))
        || (before.get(0) == Opcodes.IAND && isConstant(before.get(1)));
  }

  private static boolean isConstant(int opcode) {
    return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.LDC;
  }
}
