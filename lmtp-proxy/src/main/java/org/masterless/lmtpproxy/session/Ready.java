package org.masterless.lmtpproxy.session;

import java.io.IOException;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;

/** Between transactions. */
record Ready() implements State {
  static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "MAIL needed first");

  @Override
  public State on(Command command, Session session) throws IOException, Rejected {
    return switch (command.verb()) {
      case LHLO -> session.hello(command.argument());
      case MAIL -> session.begin(MailCommand.of(command.argument()));
      case RCPT, DATA -> throw new Rejected(MAIL_FIRST);
      case BDAT -> session.messages().refuse(command.argument(), MAIL_FIRST);
      case STARTTLS -> session.startTls(command.argument());
      case XCLIENT -> session.speakFor(command.argument());
      case RSET, NOOP, VRFY, QUIT, AUTH, UNKNOWN -> Anywhere.on(command, session, this, this);
    };
  }

  @Override
  public void leave() {}
}
