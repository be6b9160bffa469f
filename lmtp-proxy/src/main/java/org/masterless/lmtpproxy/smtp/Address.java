package org.masterless.lmtpproxy.smtp;

/**
 * What stands between angle brackets: a mailbox, or nothing (the null sender).
 *
 * @param text as the client gave it, without a source route
 * @param localPart without its quotes
 * @param domain empty where there is none, as LMTP allows
 */
public record Address(String text, String localPart, String domain) {
  public static final Address NULL = new Address("", "", "");

  public boolean isNull() {
    return text.isEmpty();
  }

  /** Whether only a server with SMTPUTF8 may see it (RFC 6531). */
  public boolean isInternational() {
    return text.chars().anyMatch(c -> c > 126);
  }
}
