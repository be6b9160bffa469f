package org.masterless.lmtpproxy.session;

import java.io.IOException;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;

/** Between BDAT and BDAT LAST (RFC 3030, 2). */
record InChunks(Transaction transaction, Chunks chunks) implements State {
  private static final Reply BDAT_NEXT = Reply.of(503, "5.5.1", "BDAT needed next");

  @Override
  public State on(Command command, Session session) throws IOException, Rejected {
    return switch (command.verb()) {
      case LHLO -> session.hello(command.argument());
      case MAIL, RCPT, DATA -> throw new Rejected(BDAT_NEXT);
      case BDAT -> session.messages().chunk(transaction, chunks, command.argument());
      case STARTTLS, XCLIENT -> throw new Rejected(InTransaction.NOT_WITHIN);
      case RSET, NOOP, VRFY, QUIT, AUTH, UNKNOWN ->
          Anywhere.on(command, session, this, new Ready());
    };
  }

  @Override
  public boolean continues(State earlier) {
    return this.equals(earlier)
        || (earlier instanceof InTransaction before && before.transaction() == transaction);
  }

  @Override
  public void leave() throws IOException {
    transaction.close();
    chunks.close();
  }
}
