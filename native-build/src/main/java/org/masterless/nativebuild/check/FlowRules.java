package org.masterless.nativebuild.check;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Follows the values through a method once, for all rules about them. */
final class FlowRules implements Rule {
  private final Flow flow;
  private final List<FlowRule> rules;

  FlowRules(ProgramTypes types) {
    this.flow = new Flow(types);
    this.rules =
        List.of(new PointerObjects(types), new MovingPointers(types), new WrappedNatives(types));
  }

  @Override
  public void check(Method method) {
    if (method.is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) {
      return;
    }
    Frame<BasicValue>[] frames = analyze(method.type().name, method.node());
    for (int i = 0; i < frames.length; i++) {
      AbstractInsnNode instruction = method.node().instructions.get(i);
      // Code that is never reached has no frame.
      if (frames[i] != null && instruction.getOpcode() >= 0) {
        Place place = new Place(method, instruction, frames[i]);
        rules.forEach(rule -> rule.check(place));
      }
    }
  }

  private Frame<BasicValue>[] analyze(String owner, MethodNode method) {
    try {
      return new Analyzer<>(flow).analyzeAndComputeMaxs(owner, method);
    } catch (AnalyzerException e) {
      throw new IllegalStateException("no valid bytecode: " + owner + "." + method.name, e);
    }
  }
}
