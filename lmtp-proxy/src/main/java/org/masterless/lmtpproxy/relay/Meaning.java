package org.masterless.lmtpproxy.relay;

import java.util.Set;
import org.masterless.lmtpproxy.smtp.Reply;

/** What replies of another server mean for the client and its recipients. */
final class Meaning {
  /** What a server says that doesn't want us, or our commands, rather than a recipient's mail. */
  private static final Set<Integer> ABOUT_US = Set.of(500, 502, 503, 504, 521, 530);

  private Meaning() {}

  /**
   * Also 251 and 252 (RFC 5321, 4.2.3): whoever is told so at RCPT has a reply to come after the
   * message (RFC 2033, 4.2).
   */
  static boolean isAccepting(Reply reply) {
    return reply.code() < 300;
  }

  /** To the message; 221, for one, is what a server says that leaves (RFC 5321, 4.3.2). */
  static boolean isStored(Reply reply) {
    return reply.code() == 250;
  }

  static boolean isRefusing(Reply reply) {
    return reply.code() >= 400;
  }

  /** Not for a client to be told for good: the server may take the same mail when it is mended. */
  static Reply aboutUs(String server, Reply reply) {
    return Reply.of(451, "4.4.0", "Mail server " + server + " says: " + reply.text());
  }

  /** To MAIL, RCPT, DATA or the message: passed on, as Dovecot does, unless it isn't about them. */
  static Reply aboutTheMail(String server, Reply reply) {
    return ABOUT_US.contains(reply.code()) ? aboutUs(server, reply) : reply;
  }
}
