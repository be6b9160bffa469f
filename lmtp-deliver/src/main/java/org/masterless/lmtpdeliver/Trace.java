package org.masterless.lmtpdeliver;

import org.masterless.delivery.Envelope;
import org.masterless.system.Octets;

/** The lines that a delivery puts before a message (RFC 5321, 4.4). */
final class Trace {
  private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final int DAY = 86_400;

  private Trace() {}

  /** With LF line ends; {@code seconds} since 1970. */
  static byte[] lines(Envelope envelope, long seconds) {
    String address = envelope.get(Envelope.CLIENT_ADDRESS);
    StringBuilder text = new StringBuilder(512);
    text.append("Return-Path: <").append(envelope.get(Envelope.SENDER)).append(">\n");
    text.append("Delivered-To: ").append(envelope.get(Envelope.RECIPIENT)).append('\n');
    text.append("Received: from ").append(orUnknown(envelope.get(Envelope.HELO)));
    if (!address.isEmpty()) {
      text.append(" ([").append(address).append("])");
    }
    text.append("\n\tby ").append(orUnknown(envelope.get(Envelope.HOST)));
    text.append(" with ").append(orLmtp(envelope.get(Envelope.PROTOCOL)));
    text.append("\n\tid ").append(orUnknown(envelope.get(Envelope.SESSION)));
    text.append("\n\t(envelope-from <").append(envelope.get(Envelope.SENDER)).append(">)");
    text.append("\n\tfor <").append(envelope.get(Envelope.RECIPIENT)).append(">; ");
    appendDate(text, seconds);
    return Octets.bytes(text.append('\n').toString());
  }

  /** In each line of {@link #lines} there is one. */
  static int count(byte[] lines) {
    int count = 0;
    for (byte octet : lines) {
      count += octet == '\n' ? 1 : 0;
    }
    return count;
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? "unknown" : value;
  }

  private static String orLmtp(String protocol) {
    return protocol.isEmpty() ? "LMTP" : protocol;
  }

  /** RFC 5322, 3.3, in UTC: a process that lives for a millisecond reads no zone files. */
  private static void appendDate(StringBuilder text, long seconds) {
    long days = seconds / DAY;
    int rest = (int) (seconds % DAY);
    text.append(DAYS[(int) (days % 7)]).append(", ");
    appendDay(text, (int) days);
    appendTwo(text.append(' '), rest / 3600);
    appendTwo(text.append(':'), rest / 60 % 60);
    appendTwo(text.append(':'), rest % 60);
    text.append(" +0000");
  }

  /** Years are counted from March on, so that the leap day is the last of its year. */
  private static void appendDay(StringBuilder text, int days) {
    int fromMarch = days + 719_468;
    int era = fromMarch / 146_097;
    int dayOfEra = fromMarch % 146_097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * month + 2) / 5 + 1;
    int year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
    text.append(day).append(' ').append(MONTHS[(month + 2) % 12]).append(' ').append(year);
  }

  private static void appendTwo(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
