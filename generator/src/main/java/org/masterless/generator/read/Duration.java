package org.masterless.generator.read;

import java.util.OptionalInt;

/** Times as main.cf has them: a number and a unit ({@code conv_time} of Postfix's conv_time.c). */
final class Duration {
  private Duration() {}

  /**
   * @param unit of a number without one
   */
  static OptionalInt seconds(String text, char unit) {
    boolean bare = text.isEmpty() || Ascii.isDigit(text.charAt(text.length() - 1));
    int digits = bare ? text.length() : text.length() - 1;
    long factor = factor(bare ? unit : text.charAt(digits));
    OptionalInt number = Decimal.parse(text.substring(0, digits));
    if (factor == 0 || number.isEmpty()) {
      return OptionalInt.empty();
    }
    long seconds = number.getAsInt() * factor;
    return seconds > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) seconds);
  }

  /** The unit that the text ends in, which numbers without one have too; seconds if none. */
  static char unit(String text) {
    char last = text.isEmpty() ? 's' : text.charAt(text.length() - 1);
    return factor(last) == 0 ? 's' : last;
  }

  private static long factor(char unit) {
    return switch (unit) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3600;
      case 'd' -> 86400;
      case 'w' -> 604800;
      default -> 0;
    };
  }
}
