package org.masterless.lmtpproxy.session;

import org.masterless.lmtpproxy.smtp.Command;

/** The connection is about to be closed. */
record Over() implements State {
  @Override
  public State on(Command command, Session session) {
    return this;
  }

  @Override
  public void leave() {}
}
