package org.masterless.nativebuild.check;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** No {@code new X[a][b]}: the collector crashes on it. */
final class MultiArrays implements Rule {
  @Override
  public void check(Method method) {
    for (AbstractInsnNode instruction : method.code()) {
      if (instruction.getOpcode() == Opcodes.MULTIANEWARRAY) {
        method.report(
            instruction,
            "array",
            "new X[a][b] crashes in the collector; make new X[a][] and allocate the rows in a loop");
      }
    }
  }
}
