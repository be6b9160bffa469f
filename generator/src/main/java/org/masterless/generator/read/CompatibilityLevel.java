package org.masterless.generator.read;

import java.util.Optional;

/**
 * A {@code compatibility_level}: up to three numbers, as in {@code 3.10}, compared one by one
 * (compat_level.c).
 */
public record CompatibilityLevel(int major, int minor, int patch)
    implements Comparable<CompatibilityLevel> {
  private static final int HIGHEST_PART = 1023;

  /** White space in front is what {@code strtol} looks over; nothing may follow. */
  public static Optional<CompatibilityLevel> parse(String text) {
    String rest = withoutLeadingSpace(text);
    int first = rest.indexOf('.');
    int second = first < 0 ? -1 : rest.indexOf('.', first + 1);
    String major = first < 0 ? rest : rest.substring(0, first);
    String minor = first < 0 ? "0" : rest.substring(first + 1, second < 0 ? rest.length() : second);
    String patch = second < 0 ? "0" : rest.substring(second + 1);
    return level(part(major), part(minor), part(patch));
  }

  private static Optional<CompatibilityLevel> level(int major, int minor, int patch) {
    boolean good = major >= 0 && minor >= 0 && patch >= 0;
    boolean inRange = minor <= HIGHEST_PART && patch <= HIGHEST_PART;
    return good && inRange
        ? Optional.of(new CompatibilityLevel(major, minor, patch))
        : Optional.empty();
  }

  private static int part(String text) {
    return Decimal.parse(text).orElse(-1);
  }

  private static String withoutLeadingSpace(String text) {
    int start = 0;
    while (start < text.length() && Ascii.isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  public boolean isBelow(int otherMajor) {
    return major < otherMajor;
  }

  @Override
  public int compareTo(CompatibilityLevel other) {
    int order = Integer.compare(major, other.major);
    if (order == 0) {
      order = Integer.compare(minor, other.minor);
    }
    return order == 0 ? Integer.compare(patch, other.patch) : order;
  }
}
