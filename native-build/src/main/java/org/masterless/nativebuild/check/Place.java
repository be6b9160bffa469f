package org.masterless.nativebuild.check;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** An instruction and the values that it finds. */
record Place(Method method, AbstractInsnNode instruction, Frame<BasicValue> frame) {
  int opcode() {
    return instruction.getOpcode();
  }

  /** The values on top of the stack, in the order that they were put there. */
  List<BasicValue> operands(int count) {
    List<BasicValue> operands = new ArrayList<>();
    for (int i = frame.getStackSize() - count; i < frame.getStackSize(); i++) {
      operands.add(frame.getStack(i));
    }
    return operands;
  }

  boolean topIs(Mark mark) {
    return operands(1).stream().anyMatch(value -> FlowValue.has(value, mark));
  }

  boolean stackHolds(Mark mark) {
    return operands(frame.getStackSize()).stream().anyMatch(value -> FlowValue.has(value, mark));
  }

  void report(String rule, String what) {
    method.report(instruction, rule, what);
  }
}
