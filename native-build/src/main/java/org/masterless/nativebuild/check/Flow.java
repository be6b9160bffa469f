package org.masterless.nativebuild.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/** Says how instructions make and pass on the marks of values. */
final class Flow extends BasicInterpreter {
  private static final Set<String> OF_OBJECTS = Set.of("ofData", "ofObject");
  private static final Set<String> PASSING_ON =
      Set.of("add", "toLong", "toInt", "toStructure", "align");

  private final ProgramTypes types;

  Flow(ProgramTypes types) {
    super(Opcodes.ASM9);
    this.types = types;
  }

  @Override
  public BasicValue newValue(Type type) {
    BasicValue value = super.newValue(type);
    return type != null && types.isPointer(type)
        ? FlowValue.with(value, Set.of(Mark.POINTER))
        : value;
  }

  @Override
  public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value) {
    boolean stores =
        instruction.getOpcode() >= Opcodes.ISTORE && instruction.getOpcode() <= Opcodes.ASTORE;
    return stores ? FlowValue.without(value, Mark.WRAPPED) : value;
  }

  @Override
  public BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value)
      throws AnalyzerException {
    BasicValue result = super.unaryOperation(instruction, value);
    if (instruction.getOpcode() == Opcodes.CHECKCAST) {
      Type type = Type.getObjectType(((TypeInsnNode) instruction).desc);
      return FlowValue.with(newValue(type), FlowValue.marks(value));
    }
    return isArithmetic(instruction) ? FlowValue.with(result, FlowValue.marks(value)) : result;
  }

  @Override
  public BasicValue binaryOperation(AbstractInsnNode instruction, BasicValue left, BasicValue right)
      throws AnalyzerException {
    BasicValue result = super.binaryOperation(instruction, left, right);
    return isArithmetic(instruction) ? FlowValue.with(result, union(left, right)) : result;
  }

  @Override
  public BasicValue naryOperation(AbstractInsnNode instruction, List<? extends BasicValue> operands)
      throws AnalyzerException {
    BasicValue result = super.naryOperation(instruction, operands);
    if (!(instruction instanceof MethodInsnNode call) || result == null) {
      return result;
    }
    return FlowValue.with(result, marks(call, operands));
  }

  @Override
  public BasicValue merge(BasicValue one, BasicValue other) {
    if (Objects.equals(one.getType(), other.getType())) {
      return FlowValue.with(one, FlowValue.marks(other));
    }
    return BasicValue.UNINITIALIZED_VALUE;
  }

  private Set<Mark> marks(MethodInsnNode call, List<? extends BasicValue> operands) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    if (isMoving(call, operands)) {
      marks.add(Mark.MOVING);
    }
    if (types.isWrapped(call)) {
      marks.add(Mark.WRAPPED);
    }
    return marks;
  }

  private static boolean isMoving(MethodInsnNode call, List<? extends BasicValue> operands) {
    if (!call.owner.equals(ProgramTypes.ADDRESS)) {
      return false;
    }
    return OF_OBJECTS.contains(call.name)
        || (PASSING_ON.contains(call.name) && FlowValue.has(operands.get(0), Mark.MOVING));
  }

  private static boolean isArithmetic(AbstractInsnNode instruction) {
    return instruction.getOpcode() >= Opcodes.IADD && instruction.getOpcode() <= Opcodes.I2S;
  }

  private static Set<Mark> union(BasicValue left, BasicValue right) {
    return FlowValue.marks(FlowValue.with(left, FlowValue.marks(right)));
  }
}
