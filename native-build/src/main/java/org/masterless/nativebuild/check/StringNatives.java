package org.masterless.nativebuild.check;

import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Native methods take and give no strings: those would be recoded with the locale. */
final class StringNatives implements Rule {
  private static final Type STRING = Type.getType(String.class);

  @Override
  public void check(Method method) {
    if (method.is(Opcodes.ACC_NATIVE)
        && types(method.node().desc).anyMatch(StringNatives::isString)) {
      method.report(
          "native",
          "a String goes through the locale on its way to C; pass a NUL-terminated byte array");
    }
  }

  private static Stream<Type> types(String descriptor) {
    return Stream.concat(
        Stream.of(Type.getArgumentTypes(descriptor)), Stream.of(Type.getReturnType(descriptor)));
  }

  private static boolean isString(Type type) {
    return STRING.equals(type.getSort() == Type.ARRAY ? type.getElementType() : type);
  }
}
