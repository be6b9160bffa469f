package org.masterless.lmtpproxy.delivery;

import org.masterless.lmtpproxy.smtp.Reply;

/**
 * What has become of a recipient.
 *
 * @param reply to RCPT or to the message
 * @param who delivered or refused, for the log: {@code uid=2001}, {@code relay=host:port}
 */
public record Outcome(Reply reply, String who) {
  /** With {@code text} about the recipient {@code address}, as clients know it. */
  public static Outcome of(int code, String enhanced, String address, String text, String who) {
    return new Outcome(Reply.of(code, enhanced, "<" + shortened(address) + "> " + text), who);
  }

  /** So that the text behind an endless address isn't cut off (RFC 5321, 4.5.3.1.5). */
  public static String shortened(String address) {
    return address.length() > 256 ? address.substring(0, 256) + "..." : address;
  }
}
