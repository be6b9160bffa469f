package org.masterless.maildir;

import java.util.Optional;
import org.masterless.system.Pieces;

/**
 * What the file {@code maildirsize} says: a line of limits, then one of bytes and messages for each
 * change, the first of which is what was counted.
 */
record MaildirSize(QuotaLimit limit, long bytes, long messages) {
  /** A longer file is to be counted anew. */
  static final int LONGEST = 5120;

  private static final int MOST_DIGITS = 18;

  /** The limits alone, which hold even where the rest is to be counted anew. */
  static QuotaLimit limits(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    long bytes = 0;
    long messages = 0;
    for (String field : Pieces.of(line, ',')) {
      long number = field.isEmpty() ? -1 : number(field.substring(0, field.length() - 1));
      if (number > 0 && field.endsWith("S")) {
        bytes = number;
      } else if (number > 0 && field.endsWith("C")) {
        messages = number;
      }
    }
    return new QuotaLimit(bytes, messages);
  }

  /** None where it can't be believed. */
  static Optional<MaildirSize> parse(String text) {
    long bytes = 0;
    long messages = 0;
    int start = text.indexOf('\n') + 1;
    if (start == 0 || start == text.length() || !text.endsWith("\n")) {
      return Optional.empty();
    }
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end).trim();
      int space = line.indexOf(' ');
      if (space < 0 || !isSigned(line.substring(0, space)) || !isSigned(last(line, space))) {
        return Optional.empty();
      }
      bytes += signed(line.substring(0, space));
      messages += signed(last(line, space));
      start = end + 1;
    }
    return bytes < 0 || messages < 0
        ? Optional.empty()
        : Optional.of(new MaildirSize(limits(text), bytes, messages));
  }

  private static String last(String line, int space) {
    return line.substring(space).trim();
  }

  private static String digits(String number) {
    return number.startsWith("-") ? number.substring(1) : number;
  }

  private static boolean isSigned(String number) {
    return number(digits(number)) >= 0;
  }

  private static long signed(String number) {
    return number.startsWith("-") ? -number(digits(number)) : number(number);
  }

  /** Negative where it is none. */
  static long number(String digits) {
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  /** The file anew, with one line for all that there is. */
  String content() {
    return limit.line() + "\n" + bytes + " " + messages + "\n";
  }

  boolean hasRoomFor(long size) {
    return limit.allows(bytes + size, messages + 1);
  }
}
