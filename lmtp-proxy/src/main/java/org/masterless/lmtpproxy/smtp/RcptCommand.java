package org.masterless.lmtpproxy.smtp;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What follows RCPT.
 *
 * @param recipient never null
 * @param notifyOn as in RFC 3461, 4.1, or empty
 * @param orcpt as in RFC 3461, 4.2, or empty
 */
public record RcptCommand(Address recipient, String notifyOn, String orcpt) {
  private static final Set<String> KNOWN = Set.of("NOTIFY", "ORCPT");
  private static final Set<String> EVENTS = Set.of("SUCCESS", "FAILURE", "DELAY");
  private static final int LONGEST_ORCPT = 500;

  public static RcptCommand of(String argument, boolean isInternational) throws Rejected {
    AddressReader.Reading path = AddressReader.read(MailCommand.afterKeyword(argument, "TO:"));
    if (path.address().localPart().isEmpty()) {
      throw new Rejected(501, "5.1.3", "Bad address syntax");
    }
    if (path.address().isInternational() && !isInternational) {
      throw MailCommand.needsSmtpUtf8();
    }
    Parameters parameters = Parameters.of(path.rest(), KNOWN);
    return new RcptCommand(
        path.address(), notifyOn(parameters), orcpt(parameters, isInternational));
  }

  private static String notifyOn(Parameters parameters) throws Rejected {
    String notify = parameters.value("NOTIFY").toUpperCase(Locale.ROOT);
    if (notify.isEmpty() || notify.equals("NEVER")) {
      return notify;
    }
    List<String> events = List.of(notify.split(",", -1));
    if (!EVENTS.containsAll(events) || events.stream().distinct().count() < events.size()) {
      throw Parameters.bad("NOTIFY");
    }
    return notify;
  }

  /** With {@code utf-8} as its type an address may have octets beyond ASCII (RFC 6533, 3). */
  private static String orcpt(Parameters parameters, boolean isInternational) throws Rejected {
    String orcpt = parameters.value("ORCPT");
    int semicolon = orcpt.indexOf(';');
    boolean isUtf8 = isInternational && orcpt.regionMatches(true, 0, "utf-8;", 0, 6);
    boolean isGood =
        semicolon > 0
            && orcpt.length() <= LONGEST_ORCPT
            && (isUtf8 || Xtext.decode(orcpt.substring(semicolon + 1)).isPresent());
    if (!orcpt.isEmpty() && !isGood) {
      throw Parameters.bad("ORCPT");
    }
    return orcpt;
  }
}
