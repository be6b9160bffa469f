package org.masterless.nativebuild.check;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.tree.analysis.BasicValue;

/** A value on the stack or in a variable, with what is known of it. */
final class FlowValue extends BasicValue {
  private final Set<Mark> marks;

  private FlowValue(BasicValue value, Set<Mark> marks) {
    super(value.getType());
    this.marks = marks;
  }

  static boolean has(BasicValue value, Mark mark) {
    return marks(value).contains(mark);
  }

  static BasicValue with(BasicValue value, Set<Mark> marks) {
    Set<Mark> more = EnumSet.noneOf(Mark.class);
    more.addAll(marks(value));
    more.addAll(marks);
    return more.isEmpty() ? value : new FlowValue(value, more);
  }

  static BasicValue without(BasicValue value, Mark mark) {
    Set<Mark> fewer = EnumSet.noneOf(Mark.class);
    fewer.addAll(marks(value));
    fewer.remove(mark);
    BasicValue plain = new BasicValue(value.getType());
    return fewer.isEmpty() ? plain : new FlowValue(plain, fewer);
  }

  static Set<Mark> marks(BasicValue value) {
    return value instanceof FlowValue known ? known.marks : Set.of();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof BasicValue value && marks.equals(marks(value));
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), marks);
  }
}
