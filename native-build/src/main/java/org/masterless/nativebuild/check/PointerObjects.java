package org.masterless.nativebuild.check;

import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * An {@code Address} never becomes an object: no list, array, generic type or string of them. It
 * compiles, and the collector then follows the pointer as if a Java object were there.
 */
final class PointerObjects implements FlowRule {
  private static final String WHAT =
      "an Address is no object and crashes the collector; keep it as a long, or in calloced memory";

  private final ProgramTypes types;

  PointerObjects(ProgramTypes types) {
    this.types = types;
  }

  @Override
  public void check(Place place) {
    if (makesObject(place)) {
      place.report("address", WHAT);
    }
  }

  private boolean makesObject(Place place) {
    if (place.instruction() instanceof MethodInsnNode call) {
      return passes(place, call);
    }
    if (place.instruction() instanceof InvokeDynamicInsnNode dynamic) {
      return joins(dynamic) || adapts(dynamic);
    }
    if (place.instruction() instanceof FieldInsnNode field) {
      return isWrite(place) && becomesObject(place.operands(1).get(0), Type.getType(field.desc));
    }
    if (place.instruction() instanceof TypeInsnNode type) {
      return isOfObject(place, type);
    }
    return switch (place.opcode()) {
      case Opcodes.AASTORE -> place.topIs(Mark.POINTER);
      case Opcodes.ARETURN -> becomesObject(place.operands(1).get(0), returnType(place));
      default -> false;
    };
  }

  private boolean passes(Place place, MethodInsnNode call) {
    Type[] parameters = Type.getArgumentTypes(call.desc);
    List<BasicValue> arguments = place.operands(parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      if (becomesObject(arguments.get(i), parameters[i])) {
        return true;
      }
    }
    return call.getOpcode() != Opcodes.INVOKESTATIC
        && becomesObject(
            place.operands(parameters.length + 1).get(0), Type.getObjectType(call.owner));
  }

  /** String concatenation, and a record's equals, hashCode and toString. */
  private boolean joins(InvokeDynamicInsnNode dynamic) {
    return switch (dynamic.bsm.getOwner()) {
      case "java/lang/invoke/StringConcatFactory" ->
          holdsPointer(Type.getArgumentTypes(dynamic.desc));
      case "java/lang/runtime/ObjectMethods" ->
          List.of(dynamic.bsmArgs).stream().anyMatch(this::isPointerField);
      default -> false;
    };
  }

  /** A lambda that takes or gives an Address where its interface, being generic, says Object. */
  private boolean adapts(InvokeDynamicInsnNode dynamic) {
    return dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        && isAdapted((Type) dynamic.bsmArgs[0], (Type) dynamic.bsmArgs[2]);
  }

  private boolean isAdapted(Type declared, Type used) {
    Type[] from = declared.getArgumentTypes();
    Type[] to = used.getArgumentTypes();
    for (int i = 0; i < from.length; i++) {
      if (types.isPointer(to[i]) && !types.isPointer(from[i])) {
        return true;
      }
    }
    return types.isPointer(used.getReturnType()) && !types.isPointer(declared.getReturnType());
  }

  private boolean isPointerField(Object argument) {
    return argument instanceof Handle handle && types.isPointer(Type.getType(handle.getDesc()));
  }

  private boolean isOfObject(Place place, TypeInsnNode type) {
    if (!types.isPointer(type.desc)) {
      return false;
    }
    return switch (place.opcode()) {
      case Opcodes.CHECKCAST -> !place.topIs(Mark.POINTER);
      case Opcodes.INSTANCEOF, Opcodes.ANEWARRAY -> true;
      default -> false;
    };
  }

  private boolean becomesObject(BasicValue value, Type declared) {
    return FlowValue.has(value, Mark.POINTER) && !types.isPointer(declared);
  }

  private boolean holdsPointer(Type[] list) {
    return List.of(list).stream().anyMatch(types::isPointer);
  }

  private static boolean isWrite(Place place) {
    return place.opcode() == Opcodes.PUTFIELD || place.opcode() == Opcodes.PUTSTATIC;
  }

  private static Type returnType(Place place) {
    return Type.getReturnType(place.method().node().desc);
  }
}
