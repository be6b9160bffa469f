package org.masterless.lmtpproxy.session;

import java.io.IOException;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.Rejected;

/** What a session is in the middle of, and what each command means there. */
sealed interface State permits Greeted, Ready, InTransaction, InChunks, Over {
  /** Does what {@code command} wants, and answers what the session is in then. */
  State on(Command command, Session session) throws IOException, Rejected;

  /** Another state comes next, of another transaction: what isn't finished is given up. */
  void leave() throws IOException;

  /** Whether this goes on with what {@code earlier} began. */
  default boolean continues(State earlier) {
    return this == earlier;
  }
}
