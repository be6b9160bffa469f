package org.masterless.lmtpproxy.config;

import org.masterless.system.Numbers;

/** Sizes and times as admins write them. */
final class Quantities {
  /** Of a time: it has to fit into nanoseconds, and a clock's besides. */
  static final int MOST_DAYS = 10_000;

  private static final String SIZES = "KMG";
  private static final String TIMES = "smhd";
  private static final int[] SECONDS = {1, 60, 3600, 86400};
  private static final int MOST = 1_000_000_000;

  private Quantities() {}

  /** In bytes; below 0 for what is none. */
  static long size(String text) {
    int unit = text.isEmpty() ? -1 : SIZES.indexOf(Character.toUpperCase(last(text)));
    long number = Numbers.parse(unit < 0 ? text : withoutLast(text), MOST);
    return number < 0 ? number : number << (10 * (unit + 1));
  }

  /** Below 0 for what is no time, or too long a one; without a unit it is seconds. */
  static long seconds(String text) {
    int unit = text.isEmpty() ? -1 : TIMES.indexOf(last(text));
    long number = Numbers.parse(unit < 0 ? text : withoutLast(text), MOST);
    long seconds = number * SECONDS[Math.max(0, unit)];
    return seconds > MOST_DAYS * 86400L ? -1 : seconds;
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  private static String withoutLast(String text) {
    return text.substring(0, text.length() - 1);
  }
}
