package org.masterless.lmtpproxy.relay;

import java.time.Instant;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.ReceivedLine;
import org.masterless.system.Octets;

/** The header line of this hop, as it is on the wire (RFC 5321, 4.4). */
final class Received {
  private Received() {}

  /** With CRLF line ends; without the recipient, as one line is for all of them. */
  static byte[] line(Envelope envelope, Instant now) {
    StringBuilder text = new StringBuilder();
    ReceivedLine.appendBeginning(text, envelope);
    ReceivedLine.appendDate(text.append(";\n\t"), now.getEpochSecond());
    String wire = text.append('\n').toString().replace("\n", "\r\n");
    boolean isInternational = !envelope.get(Envelope.SMTPUTF8).isEmpty();
    return Octets.bytes(isInternational ? wire : wire.replaceAll("[^\\t\\r\\n -~]", "?"));
  }
}
