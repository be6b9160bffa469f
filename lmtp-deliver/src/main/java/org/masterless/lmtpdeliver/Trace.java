package org.masterless.lmtpdeliver;

import org.masterless.delivery.Envelope;
import org.masterless.delivery.ReceivedLine;
import org.masterless.system.Octets;

/** The lines that a delivery puts before a message (RFC 5321, 4.4). */
final class Trace {
  private Trace() {}

  /** With LF line ends; {@code seconds} since 1970. */
  static byte[] lines(Envelope envelope, long seconds) {
    StringBuilder text = new StringBuilder(512);
    text.append("Return-Path: <").append(envelope.get(Envelope.SENDER)).append(">\n");
    text.append("Delivered-To: ").append(envelope.get(Envelope.RECIPIENT)).append('\n');
    ReceivedLine.appendBeginning(text, envelope);
    text.append("\n\t(envelope-from <").append(envelope.get(Envelope.SENDER)).append(">)");
    text.append("\n\tfor <").append(envelope.get(Envelope.RECIPIENT)).append(">; ");
    ReceivedLine.appendDate(text, seconds);
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
}
