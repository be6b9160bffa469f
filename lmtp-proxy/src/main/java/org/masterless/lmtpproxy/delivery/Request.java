package org.masterless.lmtpproxy.delivery;

import org.masterless.delivery.Envelope;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.RcptCommand;

/**
 * A recipient to be delivered to.
 *
 * @param user whose mail it is, as accounts know them
 * @param mail the transaction's
 * @param rcpt this recipient's
 * @param envelope all that stands beside the message, for the user's own process
 */
public record Request(String user, MailCommand mail, RcptCommand rcpt, Envelope envelope) {
  /** The same recipient by the name that accounts really have for them. */
  public Request named(String name) {
    return new Request(name, mail, rcpt, envelope);
  }

  public String address() {
    return rcpt.recipient().text();
  }
}
