package org.masterless.lmtpproxy.session;

import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;

/** The commands that mean the same in every state. */
final class Anywhere {
  private Anywhere() {}

  /**
   * Answers the next state.
   *
   * @param here what the session is in
   * @param reset what it is in after RSET
   */
  static State on(Command command, Session session, State here, State reset) throws Rejected {
    return switch (command.verb()) {
      case RSET -> {
        requireNone(command);
        yield say(session, Reply.of(250, "2.0.0", "OK"), reset);
      }
      case NOOP -> say(session, Reply.of(250, "2.0.0", "OK"), here);
      case VRFY -> {
        if (command.argument().isEmpty()) {
          throw new Rejected(501, "5.5.4", "Syntax: VRFY address");
        }
        yield say(session, Reply.of(252, "2.3.3", "Try RCPT instead"), here);
      }
      case QUIT -> {
        requireNone(command);
        yield say(session, Reply.of(221, "2.0.0", "Bye"), new Over());
      }
      case AUTH -> throw new Rejected(502, "5.5.1", "Unsupported command");
      case LHLO, MAIL, RCPT, DATA, BDAT, STARTTLS, XCLIENT, UNKNOWN ->
          throw new Rejected(500, "5.5.1", "Unknown command");
    };
  }

  static void requireNone(Command command) throws Rejected {
    if (!command.argument().isEmpty()) {
      throw new Rejected(501, "5.5.4", command.verb() + " takes no parameters");
    }
  }

  private static State say(Session session, Reply reply, State next) {
    session.replies().add(reply);
    return next;
  }
}
