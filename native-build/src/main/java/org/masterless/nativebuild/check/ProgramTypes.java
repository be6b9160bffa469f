package org.masterless.nativebuild.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What the checker asks about the types and methods that instructions name. */
final class ProgramTypes {
  static final String ADDRESS = "org/teavm/interop/Address";

  private static final String VARIABLE = "Lorg/teavm/interop/c/Variable;";
  private static final Set<String> POINTERS =
      Set.of(ADDRESS, "org/teavm/interop/Structure", "org/teavm/interop/Function");

  private final ReachableClasses classes;

  ProgramTypes(ReachableClasses classes) {
    this.classes = classes;
  }

  /** Whether a type is a C pointer that only looks like a class to Java. */
  boolean isPointer(Type type) {
    return type.getSort() == Type.OBJECT && isPointer(type.getInternalName());
  }

  boolean isPointer(String internalName) {
    return POINTERS.contains(internalName)
        || classes.find(internalName).filter(node -> isPointer(node.superName)).isPresent();
  }

  /** Whether a call goes straight to C, and so allocates no Java object. */
  boolean isNative(MethodInsnNode call) {
    return POINTERS.contains(call.owner) || nativeMethod(call).isPresent();
  }

  /**
   * Whether TeaVM puts code of its own around a native: two such calls in an expression share a
   * temporary.
   */
  boolean isWrapped(MethodInsnNode call) {
    return nativeMethod(call)
        .filter(method -> isVariable(method) || hasWrappedParameter(method))
        .isPresent();
  }

  private Optional<MethodNode> nativeMethod(MethodInsnNode call) {
    return classes.find(call.owner).stream()
        .flatMap(type -> methods(type, call))
        .filter(method -> (method.access & Opcodes.ACC_NATIVE) != 0)
        .findFirst();
  }

  private static Stream<MethodNode> methods(ClassNode type, MethodInsnNode call) {
    return type.methods.stream()
        .filter(method -> method.name.equals(call.name) && method.desc.equals(call.desc));
  }

  private static boolean isVariable(MethodNode method) {
    return Stream.of(method.visibleAnnotations, method.invisibleAnnotations)
        .flatMap(annotations -> annotations == null ? Stream.of() : annotations.stream())
        .anyMatch(annotation -> annotation.desc.equals(VARIABLE));
  }

  private static boolean hasWrappedParameter(MethodNode method) {
    return List.of(Type.getArgumentTypes(method.desc)).stream()
        .anyMatch(
            type -> type.getSort() == Type.ARRAY || type.getClassName().equals("java.lang.String"));
  }
}
