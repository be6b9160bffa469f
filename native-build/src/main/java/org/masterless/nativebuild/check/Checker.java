package org.masterless.nativebuild.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Holds a program's classes against all rules of the native subset. */
public final class Checker {
  private Checker() {}

  /** All problems, class by class; a line that breaks the same rule twice is named once. */
  public static Collection<Problem> check(ReachableClasses classes) {
    List<Rule> rules = rules(new ProgramTypes(classes));
    Set<Problem> problems = new LinkedHashSet<>();
    for (ClassNode type : classes.nodes()) {
      for (MethodNode node : type.methods) {
        Method method = new Method(type, node, problems::add);
        rules.forEach(rule -> rule.check(method));
      }
    }
    return problems;
  }

  private static List<Rule> rules(ProgramTypes types) {
    return List.of(
        new Handlers(),
        new Throws(),
        new Monitors(),
        new MultiArrays(),
        new Shifts(),
        new FloatConversions(),
        new MainArguments(),
        new DeniedCalls(),
        new LineSeparators(),
        new StringNatives(),
        new FlowRules(types));
  }
}
