package org.masterless.nativebuild.check;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * No exception handlers: what a {@code try} assigns before it throws is lost, and worse. Two are
 * harmless: the outermost one in {@code main}, and those that javac makes for a switch over an
 * enum, which never catch anything.
 */
final class Handlers implements Rule {
  private static final String WHAT =
      "exception handlers are miscompiled; return errors as values"
          + " (only main may hold try { run(); } catch (Throwable t) { die(t); })";

  @Override
  public void check(Method method) {
    for (TryCatchBlockNode block : method.node().tryCatchBlocks) {
      if (!isOutermost(method, block) && !isEnumSwitch(method, block) && !isMonitor(block)) {
        method.report(Instructions.at(block.handler), "try", WHAT);
      }
    }
  }

  /** {@code try { run(); } catch (Throwable t) { die(t); }} and nothing else. */
  private static boolean isOutermost(Method method, TryCatchBlockNode block) {
    return MainArguments.isMain(method.node())
        && "java/lang/Throwable".equals(block.type)
        && isOneCall(body(method.node(), block))
        && isOneCall(handler(block));
  }

  private static List<AbstractInsnNode> body(MethodNode method, TryCatchBlockNode block) {
    return Instructions.between(method, block.start, block.end);
  }

  /** The handler without its first instruction, which puts the exception into a variable. */
  private static List<AbstractInsnNode> handler(TryCatchBlockNode block) {
    return Instructions.straight(Instructions.at(block.handler).getNext());
  }

  private static boolean isOneCall(List<AbstractInsnNode> code) {
    return code.stream().filter(Handlers::isCall).count() == 1
        && code.stream().allMatch(i -> isCall(i) || isHarmless(i.getOpcode()));
  }

  private static boolean isCall(AbstractInsnNode instruction) {
    return instruction.getOpcode() == Opcodes.INVOKESTATIC;
  }

  private static boolean isHarmless(int opcode) {
    return switch (opcode) {
      case Opcodes.ALOAD, Opcodes.POP, Opcodes.GOTO, Opcodes.RETURN -> true;
      default -> false;
    };
  }

  /**
   * In the class that maps an enum's constants to cases, against constants that have gone since.
   */
  private static boolean isEnumSwitch(Method method, TryCatchBlockNode block) {
    return (method.type().access & Opcodes.ACC_SYNTHETIC) != 0
        && method.node().name.equals("<clinit>")
        && "java/lang/NoSuchFieldError".equals(block.type);
  }

  /**
   * The handler that javac adds to a {@code synchronized} block, which {@link Monitors} reports.
   */
  private static boolean isMonitor(TryCatchBlockNode block) {
    return Instructions.straight(block.handler).stream()
        .anyMatch(i -> i.getOpcode() == Opcodes.MONITOREXIT);
  }
}
