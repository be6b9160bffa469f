package org.masterless.nativebuild.check;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * No {@code throw}. javac's own, at the end of an exhaustive switch without a default, is never
 * reached: all classes of a program are compiled together.
 */
final class Throws implements Rule {
  private static final Set<String> OF_SWITCHES =
      Set.of("java/lang/MatchException", "java/lang/IncompatibleClassChangeError");

  @Override
  public void check(Method method) {
    for (AbstractInsnNode instruction : method.code()) {
      if (instruction.getOpcode() == Opcodes.ATHROW
          && !isOfSwitch(instruction)
          && !isRethrow(method, instruction)) {
        method.report(instruction, "throw", "exceptions are miscompiled; return errors as values");
      }
    }
  }

  private static boolean isOfSwitch(AbstractInsnNode thrown) {
    return thrown.getPrevious() instanceof MethodInsnNode call
        && call.name.equals("<init>")
        && OF_SWITCHES.contains(call.owner);
  }

  /** The end of a {@code finally} or {@code synchronized}, which other rules report. */
  private static boolean isRethrow(Method method, AbstractInsnNode thrown) {
    return method.node().tryCatchBlocks.stream()
        .filter(block -> block.type == null)
        .anyMatch(block -> Instructions.straight(block.handler).contains(thrown));
  }
}
