package org.masterless.lmtpproxy.session;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.masterless.delivery.Envelope;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.delivery.Route;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.RcptCommand;
import org.masterless.lmtpproxy.smtp.Reply;

/** From MAIL to the last recipient's answer. */
final class Transaction implements Closeable {
  private static final int LONGEST_HELO = 255;

  /** Of a recipient in memory, besides what the client says: buffers, a connection, a timer. */
  private static final int RECIPIENT_SIZE = 6 * 1024;

  /** What the client says is there as strings, as values, and as the frame that is sent on. */
  private static final int COPIES = 3;

  private final Front front;
  private final Identity identity;
  private final String id;
  private final MailCommand mail;
  private final Route route;
  private final List<Recipient> recipients = new ArrayList<>();

  /** By what the route takes for the same recipient, who is delivered to once. */
  private final Map<Object, Delivery> deliveries = new HashMap<>();

  private long memory;
  private boolean hasComplained;

  Transaction(Front front, Identity identity, String id, MailCommand mail, Route route) {
    this.front = front;
    this.identity = identity;
    this.id = id;
    this.mail = mail;
    this.route = route;
  }

  MailCommand mail() {
    return mail;
  }

  boolean isFull() {
    return recipients.size() >= front.settings().service().recipients();
  }

  /**
   * Begins the delivery to a recipient; the answer to RCPT is what it comes to. Nothing where there
   * is no memory for one more.
   */
  Optional<Recipient> add(RcptCommand command) {
    UserName name = UserName.of(command.recipient(), front.settings().addresses());
    Envelope envelope = envelope(name, command);
    if (!take(RECIPIENT_SIZE + COPIES * envelope.payload().length)) {
      return Optional.empty();
    }
    Request request = new Request(name.user(), mail, command, envelope);
    Object who = route.identity(request);
    Optional<Delivery> earlier =
        Optional.ofNullable(deliveries.get(who)).filter(delivery -> !isRefused(delivery));
    Delivery delivery = earlier.orElseGet(() -> route.deliver(request));
    deliveries.put(who, delivery);
    Recipient recipient =
        new Recipient(command, recipients.size() + 1, delivery, System.nanoTime());
    recipients.add(recipient);
    return Optional.of(recipient);
  }

  private boolean take(long bytes) {
    if (front.memory().envelopes().take(bytes)) {
      memory += bytes;
      return true;
    }
    if (!hasComplained) {
      hasComplained = true;
      front.journal().remark(id + ": too many recipients at once: no memory for more of them");
    }
    return false;
  }

  private static boolean isRefused(Delivery delivery) {
    return delivery.acceptance().filter(outcome -> !outcome.reply().isPositive()).isPresent();
  }

  private Envelope envelope(UserName name, RcptCommand command) {
    Settings.Service service = front.settings().service();
    String helo = identity.helo();
    return new Envelope()
        .with(Envelope.SENDER, mail.sender().text())
        .with(Envelope.RECIPIENT, command.recipient().text())
        .with(Envelope.DETAIL, name.detail())
        .with(Envelope.SESSION, id)
        .with(Envelope.HOST, service.hostName())
        .with(Envelope.HELO, helo.substring(0, Math.min(helo.length(), LONGEST_HELO)))
        .with(Envelope.CLIENT_ADDRESS, identity.address())
        .with(Envelope.PROTOCOL, identity.protocol())
        .with(Envelope.SIZE, mail.size() < 0 ? "" : Long.toString(mail.size()))
        .with(Envelope.BODY, mail.body())
        .with(Envelope.SMTPUTF8, mail.international() ? "yes" : "")
        .with(Envelope.RET, mail.ret())
        .with(Envelope.ENVID, mail.envid())
        .with(Envelope.NOTIFY, command.notifyOn())
        .with(Envelope.ORCPT, command.orcpt());
  }

  /** Those who get an answer to the message, in their order (RFC 2033, 4.2). */
  List<Recipient> accepted() {
    return recipients.stream().filter(Recipient::isAccepted).toList();
  }

  /** What RCPT is answered, once it is known. */
  Optional<Reply> acceptance(Recipient recipient) {
    return recipient
        .delivery()
        .acceptance()
        .map(
            outcome -> {
              if (outcome.reply().isPositive()) {
                return Reply.of(250, "2.1.5", "OK");
              }
              note(recipient, outcome.who(), outcome.reply(), -1, System.nanoTime());
              return inItsWords(outcome.reply());
            });
  }

  /** What the message is answered for {@code recipient}, once it is known. */
  Optional<Reply> result(Recipient recipient, Reception reception, long end) {
    return recipient
        .delivery()
        .result()
        .map(
            outcome -> {
              Reply reply = reception.failure().orElseGet(() -> answer(recipient, outcome));
              note(recipient, outcome.who(), reply, reception.wireSize(), end);
              return inItsWords(reply);
            });
  }

  private Reply answer(Recipient recipient, Outcome outcome) {
    if (!outcome.reply().isPositive()) {
      return outcome.reply();
    }
    String number = recipient.number() == 1 ? "" : ":R" + recipient.number();
    String address = recipient.command().recipient().text();
    return Outcome.of(250, "2.0.0", address, id + number + " Saved", outcome.who()).reply();
  }

  private Reply inItsWords(Reply reply) {
    return (mail.international() ? reply : reply.inAscii()).forRecipient();
  }

  private void note(Recipient recipient, String who, Reply reply, long size, long end) {
    long now = System.nanoTime();
    front
        .journal()
        .note(
            new Entry(
                id,
                mail.sender().text(),
                recipient.command().recipient().text(),
                who,
                size,
                TimeUnit.NANOSECONDS.toMillis(end - recipient.since()),
                TimeUnit.NANOSECONDS.toMillis(now - end),
                reply));
  }

  /** Whoever hasn't been delivered to by now isn't. */
  @Override
  public void close() throws IOException {
    try {
      recipients.forEach(recipient -> recipient.delivery().abort());
    } finally {
      route.close();
      front.memory().envelopes().give(memory);
      memory = 0;
    }
  }
}
