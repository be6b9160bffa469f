package org.masterless.nativebuild.check;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** No {@code %n} in a method that formats: TeaVM has no line separator to put there. */
final class LineSeparators implements Rule {
  @Override
  public void check(Method method) {
    if (method.code().stream().noneMatch(LineSeparators::formats)) {
      return;
    }
    for (AbstractInsnNode instruction : method.code()) {
      if (instruction instanceof LdcInsnNode ldc && ldc.cst.toString().contains("%n")) {
        method.report(instruction, "format", "%n doesn't work; write \\n");
      }
    }
  }

  private static boolean formats(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals("java/lang/String")
        && (call.name.equals("format") || call.name.equals("formatted"));
  }
}
