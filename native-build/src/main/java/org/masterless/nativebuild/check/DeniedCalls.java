package org.masterless.nativebuild.check;

import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Nothing of the JDK that needs a JVM below it, or that TeaVM has wrong: {@link DeniedNames} holds
 * the table.
 */
final class DeniedCalls implements Rule {
  private final DeniedNames names = DeniedNames.load();

  @Override
  public void check(Method method) {
    for (AbstractInsnNode instruction : method.code()) {
      if (instruction instanceof MethodInsnNode call) {
        member(method, instruction, call.owner, call.name, call.desc);
      } else if (instruction instanceof FieldInsnNode field) {
        member(method, instruction, field.owner, field.name, field.desc);
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        references(method, dynamic);
      }
    }
  }

  /** The methods that {@code Type::method} names. */
  private void references(Method method, InvokeDynamicInsnNode dynamic) {
    for (Object argument : dynamic.bsmArgs) {
      if (argument instanceof Handle handle) {
        member(method, dynamic, handle.getOwner(), handle.getName(), handle.getDesc());
      }
    }
  }

  private void member(
      Method method, AbstractInsnNode at, String owner, String name, String descriptor) {
    String member = owner.replace('/', '.') + "." + name;
    names
        .insteadOf(member, descriptor)
        .ifPresent(
            advice ->
                method.report(at, "call", member + " can't be used here; instead: " + advice));
  }
}
