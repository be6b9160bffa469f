package org.masterless.lmtpproxy.session;

import java.io.IOException;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.RcptCommand;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;

/** After MAIL, before the message. */
record InTransaction(Transaction transaction) implements State {
  static final Reply NOT_WITHIN = Reply.of(503, "5.5.1", "Not within a transaction");

  @Override
  public State on(Command command, Session session) throws IOException, Rejected {
    return switch (command.verb()) {
      case LHLO -> session.hello(command.argument());
      case MAIL -> throw new Rejected(503, "5.5.1", "MAIL already given");
      case RCPT -> addRecipient(command.argument(), session);
      case DATA -> session.messages().data(transaction, command.argument());
      case BDAT -> session.messages().firstChunk(transaction, command.argument());
      case STARTTLS, XCLIENT -> throw new Rejected(NOT_WITHIN);
      case RSET, NOOP, VRFY, QUIT, AUTH, UNKNOWN ->
          Anywhere.on(command, session, this, new Ready());
    };
  }

  private State addRecipient(String argument, Session session) throws Rejected {
    RcptCommand command = RcptCommand.of(argument, transaction.mail().international());
    if (transaction.isFull()) {
      throw new Rejected(452, "4.5.3", "Too many recipients");
    }
    Recipient recipient =
        transaction
            .add(command)
            .orElseThrow(() -> new Rejected(452, "4.3.1", "Too many recipients at once"));
    session.replies().add(() -> transaction.acceptance(recipient));
    return this;
  }

  @Override
  public void leave() throws IOException {
    transaction.close();
  }
}
