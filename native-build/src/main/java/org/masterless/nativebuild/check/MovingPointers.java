package org.masterless.nativebuild.check;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * {@code Address.ofData(…)} stands inside the call of a native: the collector moves objects
 * whenever something is allocated, and doesn't know of the address.
 */
final class MovingPointers implements FlowRule {
  private static final String RULE = "moving";

  private final ProgramTypes types;

  MovingPointers(ProgramTypes types) {
    this.types = types;
  }

  @Override
  public void check(Place place) {
    if (keeps(place.opcode()) && place.topIs(Mark.MOVING)) {
      place.report(
          RULE,
          "Address.ofData is wrong after the next allocation; write it inside the native's call,"
              + " or calloc what stays");
    } else if (mayAllocate(place) && place.stackHolds(Mark.MOVING)) {
      place.report(
          RULE,
          "what runs between Address.ofData and the native may allocate and move the data;"
              + " compute it before");
    }
  }

  private static boolean keeps(int opcode) {
    return switch (opcode) {
      case Opcodes.ASTORE, Opcodes.LSTORE, Opcodes.ISTORE, Opcodes.PUTFIELD, Opcodes.PUTSTATIC ->
          true;
      case Opcodes.AASTORE, Opcodes.LASTORE, Opcodes.IASTORE -> true;
      case Opcodes.ARETURN, Opcodes.LRETURN, Opcodes.IRETURN -> true;
      default -> false;
    };
  }

  private boolean mayAllocate(Place place) {
    if (place.instruction() instanceof MethodInsnNode call) {
      return !types.isNative(call);
    }
    if (place.instruction() instanceof FieldInsnNode field && place.opcode() == Opcodes.GETSTATIC) {
      // Another class may have to be initialised first.
      return !field.owner.equals(place.method().type().name);
    }
    return switch (place.opcode()) {
      case Opcodes.NEW, Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY -> true;
      case Opcodes.INVOKEDYNAMIC -> true;
      default -> false;
    };
  }
}
