package org.masterless.lmtpproxy.session;

import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.smtp.RcptCommand;

/**
 * A recipient of a transaction.
 *
 * @param command as the client gave it
 * @param number how many RCPT commands came before it, from 1 on, as it stands in the reply
 * @param delivery which the same recipient, given twice, has once
 * @param since when RCPT came, as {@link System#nanoTime}
 */
record Recipient(RcptCommand command, int number, Delivery delivery, long since) {
  boolean isAccepted() {
    return delivery.acceptance().filter(outcome -> outcome.reply().isPositive()).isPresent();
  }
}
