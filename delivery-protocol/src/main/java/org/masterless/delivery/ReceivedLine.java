package org.masterless.delivery;

/** The header line by which a hop tells where a message has come from (RFC 5321, 4.4). */
public final class ReceivedLine {
  private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final int DAY = 86_400;

  private ReceivedLine() {}

  /** Appends its beginning, up to the id; lines end with LF. */
  public static void appendBeginning(StringBuilder text, Envelope envelope) {
    String address = envelope.get(Envelope.CLIENT_ADDRESS);
    text.append("Received: from ").append(orUnknown(envelope.get(Envelope.HELO)));
    if (!address.isEmpty()) {
      text.append(" ([").append(address).append("])");
    }
    text.append("\n\tby ").append(orUnknown(envelope.get(Envelope.HOST)));
    text.append(" with ").append(orLmtp(envelope.get(Envelope.PROTOCOL)));
    text.append("\n\tid ").append(orUnknown(envelope.get(Envelope.SESSION)));
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? "unknown" : value;
  }

  private static String orLmtp(String protocol) {
    return protocol.isEmpty() ? "LMTP" : protocol;
  }

  /**
   * Appends a date as RFC 5322, 3.3, has it, in UTC: a process that lives for a millisecond reads
   * no zone files.
   *
   * @param seconds since 1970
   */
  public static void appendDate(StringBuilder text, long seconds) {
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
