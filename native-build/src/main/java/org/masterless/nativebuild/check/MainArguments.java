package org.masterless.nativebuild.check;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * {@code main} leaves its parameter alone: it is empty in native programs, argv arrives as bytes
 * elsewhere.
 */
final class MainArguments implements Rule {
  @Override
  public void check(Method method) {
    if (!isMain(method.node())) {
      return;
    }
    for (AbstractInsnNode instruction : method.code()) {
      if (instruction instanceof VarInsnNode variable && isParameter(variable)) {
        method.report(instruction, "argv", "main's parameter is empty; read argv through system/");
      }
    }
  }

  static boolean isMain(MethodNode method) {
    return (method.access & Opcodes.ACC_STATIC) != 0
        && method.name.equals("main")
        && method.desc.equals("([Ljava/lang/String;)V");
  }

  private static boolean isParameter(VarInsnNode variable) {
    return variable.getOpcode() == Opcodes.ALOAD && variable.var == 0;
  }
}
