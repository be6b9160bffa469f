package org.masterless.lmtpproxy.relay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.masterless.delivery.Envelope;
import org.masterless.system.Octets;

/** The header line of this hop (RFC 5321, 4.4). */
final class Received {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Received() {}

  /** With CRLF line ends; without the recipient, as one line is for all of them. */
  static byte[] line(Envelope envelope, Instant now) {
    String address = envelope.get(Envelope.CLIENT_ADDRESS);
    boolean isInternational = !envelope.get(Envelope.SMTPUTF8).isEmpty();
    String text =
        ("Received: from " + orUnknown(envelope.get(Envelope.HELO)))
            + (address.isEmpty() ? "" : " ([" + address + "])")
            + ("\r\n\tby " + orUnknown(envelope.get(Envelope.HOST)))
            + (" with " + envelope.get(Envelope.PROTOCOL))
            + ("\r\n\tid " + orUnknown(envelope.get(Envelope.SESSION)))
            + (";\r\n\t" + DATE.format(now) + "\r\n");
    return Octets.bytes(isInternational ? text : text.replaceAll("[^\\t\\r\\n -~]", "?"));
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? "unknown" : value;
  }
}
