package org.masterless.lmtpproxy.session;

import java.util.Locale;
import org.masterless.lmtpproxy.smtp.Reply;

/**
 * What became of one recipient: the line in the log, with the words that Postfix's delivery agents
 * use.
 *
 * @param session its id
 * @param sender envelope sender
 * @param recipient as the client gave it
 * @param who delivered: {@code uid=2001}, {@code relay=host:port}
 * @param size in bytes as on the wire; -1 where no message came
 * @param receiving milliseconds from RCPT to the message's end
 * @param delivering milliseconds from there to the answer
 * @param reply that the client was given
 */
public record Entry(
    String session,
    String sender,
    String recipient,
    String who,
    long size,
    long receiving,
    long delivering,
    Reply reply) {

  public String status() {
    return reply.isPositive() ? "sent" : reply.isTemporary() ? "deferred" : "bounced";
  }

  public String line() {
    return session
        + (": from=<" + sender + ">, to=<" + recipient + ">, " + who)
        + (size < 0 ? "" : ", size=" + size)
        + (", delay=" + seconds(receiving + delivering))
        + (", delays=" + seconds(receiving) + "/" + seconds(delivering))
        + (", status=" + status() + " (" + reply.text() + ")");
  }

  private static String seconds(long milliseconds) {
    return String.format(Locale.ROOT, "%.3f", milliseconds / 1000.0);
  }
}
