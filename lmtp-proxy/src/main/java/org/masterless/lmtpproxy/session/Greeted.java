package org.masterless.lmtpproxy.session;

import java.io.IOException;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;

/** Before LHLO, which has to come before mail (RFC 2033, 4.1; RFC 5321, 4.1.4). */
record Greeted() implements State {
  private static final Reply LHLO_FIRST = Reply.of(503, "5.5.1", "LHLO first");

  @Override
  public State on(Command command, Session session) throws IOException, Rejected {
    return switch (command.verb()) {
      case LHLO -> session.hello(command.argument());
      case MAIL, RCPT, DATA -> throw new Rejected(LHLO_FIRST);
      case BDAT -> session.messages().refuse(command.argument(), LHLO_FIRST);
      case STARTTLS -> session.startTls(command.argument());
      case XCLIENT -> session.speakFor(command.argument());
      case RSET, NOOP, VRFY, QUIT, AUTH, UNKNOWN -> Anywhere.on(command, session, this, this);
    };
  }

  @Override
  public void leave() {}
}
