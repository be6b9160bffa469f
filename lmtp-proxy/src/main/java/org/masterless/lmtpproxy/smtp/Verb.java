package org.masterless.lmtpproxy.smtp;

/** The commands that the server tells apart. */
public enum Verb {
  LHLO,
  MAIL,
  RCPT,
  DATA,
  BDAT,
  RSET,
  NOOP,
  VRFY,
  QUIT,
  STARTTLS,
  XCLIENT,
  AUTH,
  /** Anything else; HELO and EHLO are among it, as RFC 2033, 4.1 wants. */
  UNKNOWN;

  /** Of the first word of a line, in any case. */
  static Verb of(String word) {
    for (Verb verb : values()) {
      if (verb != UNKNOWN && verb.name().equalsIgnoreCase(word)) {
        return verb;
      }
    }
    return UNKNOWN;
  }
}
