package org.masterless.nativebuild.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Holds a program's classes against all rules of the native subset. */
public final class Checker {
  private static final List<Rule> RULES = List.of();

  private Checker() {}

  /** All problems, class by class; a place that breaks the same rule twice is named once. */
  public static Collection<Problem> check(ReachableClasses classes) {
    Set<Problem> problems = new LinkedHashSet<>();
    for (ClassNode type : classes.nodes()) {
      for (MethodNode node : type.methods) {
        Method method = new Method(type, node, problems::add);
        RULES.forEach(rule -> rule.check(method));
      }
    }
    return problems;
  }
}
