package org.masterless.generator.read;

import java.util.Optional;

/**
 * The comparison in <code>${{left} OP {right} ? …}</code>: {@code mac_exp_eval} of Postfix's
 * mac_expand.c and {@code compat_relop_eval} of compat_level.c.
 */
final class Comparison {
  private static final String LEVEL = "level";

  private Comparison() {}

  static boolean isOperator(String operator) {
    return switch (operator) {
      case "==", "!=", "<", "<=", ">=", ">" -> true;
      default -> false;
    };
  }

  /**
   * @param operator one of {@link #isOperator}
   * @param suffix empty, or {@code level} to compare compatibility levels
   */
  static Parsed<Boolean> evaluate(String left, String operator, String suffix, String right) {
    if (suffix.isEmpty()) {
      return Parsed.good(holds(operator, compare(left, right)));
    }
    return suffix.equals(LEVEL)
        ? levels(left, operator, right)
        : Parsed.bad("bad operator " + Quoted.of(operator + suffix));
  }

  private static Parsed<Boolean> levels(String left, String operator, String right) {
    Optional<CompatibilityLevel> a = CompatibilityLevel.parse(left);
    Optional<CompatibilityLevel> b = CompatibilityLevel.parse(right);
    if (a.isEmpty() || b.isEmpty()) {
      return Parsed.bad("bad compatibility level " + Quoted.of(a.isEmpty() ? left : right));
    }
    return Parsed.good(holds(operator, a.get().compareTo(b.get())));
  }

  /** As numbers where both are nothing but digits, else as strings of bytes. */
  private static int compare(String left, String right) {
    return Ascii.isAllDigits(left) && Ascii.isAllDigits(right)
        ? Decimal.compare(left, right)
        : left.compareTo(right);
  }

  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">=" -> order >= 0;
      default -> order > 0;
    };
  }
}
