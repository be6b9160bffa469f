package org.masterless.nativebuild.check;

import org.objectweb.asm.tree.MethodInsnNode;

/**
 * One wrapped native ({@code @Variable}, array parameters) in an expression: two share a temporary
 * in C.
 */
final class WrappedNatives implements FlowRule {
  private final ProgramTypes types;

  WrappedNatives(ProgramTypes types) {
    this.types = types;
  }

  @Override
  public void check(Place place) {
    if (place.instruction() instanceof MethodInsnNode call
        && types.isWrapped(call)
        && place.stackHolds(Mark.WRAPPED)) {
      place.report(
          "native",
          "two natives with @Variable or array parameters in one expression share a temporary;"
              + " put the first result into a variable");
    }
  }
}
