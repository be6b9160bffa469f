package org.masterless.system;

/** Decimal numbers in text, checked before anything can overflow. */
public final class Numbers {
  /** What is answered for text that is no number, or one above the maximum. */
  public static final int NONE = -1;

  private Numbers() {}

  /** The number that {@code text} is, digits only, at most {@code maximum}; else {@link #NONE}. */
  public static int parse(String text, int maximum) {
    if (text.isEmpty() || text.length() > 10) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return NONE;
      }
      value = value * 10 + (c - '0');
    }
    return value > maximum ? NONE : (int) value;
  }
}
