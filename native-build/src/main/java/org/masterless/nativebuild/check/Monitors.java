package org.masterless.nativebuild.check;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * No {@code synchronized}: programs have one thread, and monitors are exception handlers in
 * disguise.
 */
final class Monitors implements Rule {
  private static final String WHAT = "native programs have a single thread; leave it out";

  @Override
  public void check(Method method) {
    if (method.is(Opcodes.ACC_SYNCHRONIZED)) {
      method.report("synchronized", WHAT);
    }
    for (AbstractInsnNode instruction : method.code()) {
      if (instruction.getOpcode() == Opcodes.MONITORENTER) {
        method.report(instruction, "synchronized", WHAT);
      }
    }
  }
}
