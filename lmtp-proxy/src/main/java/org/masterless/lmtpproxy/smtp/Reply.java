package org.masterless.lmtpproxy.smtp;

import java.util.List;
import org.masterless.system.Octets;

/**
 * A reply: its code (RFC 5321, 4.2), its enhanced status code (RFC 3463) or none, and what it says.
 *
 * @param code of three digits
 * @param enhanced empty where the reply has none, as the greeting (RFC 2034, 4)
 * @param lines at least one
 */
public record Reply(int code, String enhanced, List<String> lines) {
  /** With its line end (RFC 5321, 4.5.3.1.5). */
  private static final int LONGEST_LINE = 512;

  public static Reply of(int code, String enhanced, String text) {
    return new Reply(code, enhanced, List.of(text));
  }

  public boolean isPositive() {
    return code < 400;
  }

  /** Whether the client is meant to try again. */
  public boolean isTemporary() {
    return code >= 400 && code < 500;
  }

  /**
   * As one recipient may be answered: 421 would tell the client that the whole session is over (RFC
   * 5321, 3.8).
   */
  public Reply forRecipient() {
    return code == 421 ? new Reply(451, enhanced, lines) : this;
  }

  /** As it stands on a log line. */
  public String text() {
    return head(' ') + String.join(" ", lines);
  }

  /** As it goes to the client. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = head(i < lines.size() - 1 ? '-' : ' ') + lines.get(i);
      text.append(line, 0, Math.min(line.length(), LONGEST_LINE - 2)).append("\r\n");
    }
    return Octets.bytes(text.toString());
  }

  private String head(char separator) {
    return "" + code + separator + (enhanced.isEmpty() ? "" : enhanced + " ");
  }

  /** With no octet beyond ASCII, for a client that hasn't asked for SMTPUTF8 (RFC 6531, 3.7.4). */
  public Reply inAscii() {
    return new Reply(code, enhanced, lines.stream().map(Reply::ascii).toList());
  }

  private static String ascii(String line) {
    return line.replaceAll("[^ -~]", "?");
  }
}
