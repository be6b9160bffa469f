package org.masterless.generator.read;

import java.util.OptionalInt;

/** Numbers as people write them, and as C's {@code atoi} would misread them. */
final class Decimal {
  /** More digits than any number here has; also keeps the sums below in a {@code long}. */
  private static final int MOST_DIGITS = 18;

  private Decimal() {}

  /** The value of {@code text} if it is nothing but digits and fits an {@code int}. */
  static OptionalInt parse(String text) {
    String digits = withoutLeadingZeros(text);
    if (!Ascii.isAllDigits(text) || digits.length() > MOST_DIGITS) {
      return OptionalInt.empty();
    }
    long value = value(digits);
    return value > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) value);
  }

  /** As {@link #parse}, with an optional sign in front, as {@code strtol} reads it. */
  static OptionalInt parseSigned(String text) {
    if (text.startsWith("-")) {
      OptionalInt value = parse(text.substring(1));
      return value.isPresent() ? OptionalInt.of(-value.getAsInt()) : value;
    }
    return parse(text.startsWith("+") ? text.substring(1) : text);
  }

  /** {@code (int) strtol(text)} of a 64-bit C library, for a text that starts with a digit. */
  static int atoi(String text) {
    int end = 0;
    while (end < text.length() && Ascii.isDigit(text.charAt(end))) {
      end++;
    }
    String digits = withoutLeadingZeros(text.substring(0, end));
    return digits.length() > MOST_DIGITS ? (int) saturated(digits) : (int) value(digits);
  }

  /** Compares two texts of digits, however long they are. */
  static int compare(String left, String right) {
    String a = withoutLeadingZeros(left);
    String b = withoutLeadingZeros(right);
    return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
  }

  static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static long value(String digits) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      value = value * 10 + (digits.charAt(i) - '0');
    }
    return value;
  }

  private static long saturated(String digits) {
    String most = Long.toString(Long.MAX_VALUE);
    return compare(digits, most) >= 0 ? Long.MAX_VALUE : value(digits);
  }
}
