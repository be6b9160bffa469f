package org.masterless.accounts;

import java.util.Optional;
import org.masterless.system.Numbers;
import org.masterless.system.Pieces;

/**
 * Dovecot's ways to write a quota: rules such as {@code *:storage=1G:messages=1000} (2.3), and
 * plain sizes and counts (2.4).
 */
final class QuotaRule {
  /** More digits than any disk needs, and few enough not to overflow. */
  private static final int MOST_DIGITS = 15;

  private static final int KIB = 10;

  private QuotaRule() {}

  /**
   * {@code before} as {@code rule} changes it. Rules for single mailboxes don't; nothing for what
   * is no rule, as a wrong limit would lose mail or fill a disk.
   */
  static Optional<Quota> apply(String rule, Quota before) {
    int colon = rule.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String mailbox = rule.substring(0, colon);
    if (!mailbox.equals("*") && !mailbox.equals("?")) {
      return Optional.of(before);
    }
    Optional<Quota> quota = Optional.of(before);
    for (String limit : Pieces.of(rule.substring(colon + 1), ':')) {
      quota = quota.flatMap(changed -> limit(limit, changed));
    }
    return quota;
  }

  private static Optional<Quota> limit(String limit, Quota before) {
    int equals = limit.indexOf('=');
    String value = limit.substring(equals + 1);
    return switch (equals < 0 ? "" : limit.substring(0, equals)) {
      case "storage" -> withBytes(scaled(value, KIB), before);
      case "bytes" -> withBytes(scaled(value, 0), before);
      case "messages" -> messages(value, before);
      case "backend" -> Optional.of(before);
      default -> limit.equals("ignore") ? Optional.of(Quota.NONE) : Optional.<Quota>empty();
    };
  }

  /** {@code before} with a size as 2.4 has it: bytes, or a number with a unit. */
  static Optional<Quota> size(String value, Quota before) {
    return withBytes(value.equals("unlimited") ? 0 : scaled(value, 0), before);
  }

  static Optional<Quota> messages(String value, Quota before) {
    int count = value.equals("unlimited") ? 0 : Numbers.parse(value, Integer.MAX_VALUE);
    return count < 0 ? Optional.empty() : Optional.of(new Quota(before.bytes(), count));
  }

  private static Optional<Quota> withBytes(long bytes, Quota before) {
    return bytes < 0 ? Optional.empty() : Optional.of(new Quota(bytes, before.messages()));
  }

  /**
   * Bytes in {@code value}, whose number may have a unit behind it ({@code B}, {@code k}, {@code
   * M}, {@code G}, {@code T}, each also with {@code iB} or {@code B}); without one it counts in 2
   * to the power of {@code plain}. Negative for anything else.
   */
  private static long scaled(String value, int plain) {
    int digits = 0;
    long number = 0;
    while (digits < value.length() && value.charAt(digits) >= '0' && value.charAt(digits) <= '9') {
      number = number * 10 + (value.charAt(digits) - '0');
      digits++;
      if (digits > MOST_DIGITS) {
        return -1;
      }
    }
    int power = power(value.substring(digits), plain);
    return digits == 0 || power < 0 || number > Long.MAX_VALUE >> (power & 63)
        ? -1
        : number << (power & 63);
  }

  /** Of 2; negative for what is no unit. */
  private static int power(String unit, int plain) {
    return switch (unit) {
      case "" -> plain;
      case "b", "B" -> 0;
      case "k", "K", "kb", "kB", "KB", "KiB" -> KIB;
      case "m", "M", "mb", "MB", "MiB" -> 2 * KIB;
      case "g", "G", "gb", "GB", "GiB" -> 3 * KIB;
      case "t", "T", "tb", "TB", "TiB" -> 4 * KIB;
      default -> -1;
    };
  }
}
