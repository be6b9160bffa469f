package org.masterless.lmtpproxy.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.message.Encoder;
import org.masterless.lmtpproxy.message.Spool;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.RcptCommand;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.system.Octets;

/**
 * The client's side of LMTP, for those recipients of one transaction that one server gets. Commands
 * wait for LHLO, and for each other where the server doesn't know PIPELINING.
 */
final class RelayConnection implements Wire.Owner {
  /** What is said, which may depend on the server's extensions, and what is done with the reply. */
  private record Command(Supplier<String> line, Consumer<Reply> then) {}

  private final Loop loop;
  private final Patience patience;
  private final String server;
  private final String hostName;
  private final Wire wire;
  private final ReplyReader reader = new ReplyReader();
  private final ArrayDeque<Command> waiting = new ArrayDeque<>();
  private final ArrayDeque<Consumer<Reply>> expected = new ArrayDeque<>();
  private final Set<String> extensions = new HashSet<>();
  private final List<RelayDelivery> deliveries = new ArrayList<>();
  private final List<RelayDelivery> started = new ArrayList<>();
  private Optional<Spool> message = Optional.empty();
  private Optional<Encoder> encoder = Optional.empty();
  private boolean hasGreeted;
  private boolean isOver;
  private Loop.Timer limit;

  RelayConnection(
      Loop loop, SocketAddress address, String server, String hostName, Patience patience) {
    this.loop = loop;
    this.patience = patience;
    this.server = server;
    this.hostName = hostName;
    this.wire = new Wire(loop, address, this);
    this.limit = loop.after(patience.forRcpt().toMillis(), this::isLate);
    expected.add(this::greeted);
  }

  void begin() {
    wire.connect();
  }

  boolean isOver() {
    return isOver;
  }

  void add(RelayDelivery delivery) {
    if (deliveries.isEmpty()) {
      waiting.add(new Command(() -> mailLine(delivery.request().mail()), this::mailAnswered));
    }
    deliveries.add(delivery);
    waiting.add(new Command(() -> rcptLine(delivery), reply -> rcptAnswered(delivery, reply)));
    pump();
  }

  private void greeted(Reply reply) {
    if (reply.code() != 220) {
      refuse(reply);
      return;
    }
    say("LHLO " + hostName, this::helloAnswered);
  }

  private void helloAnswered(Reply reply) {
    if (reply.code() != 250) {
      refuse(reply);
      return;
    }
    for (String line : reply.lines()) {
      extensions.add(line.split(" ", 2)[0].toUpperCase(Locale.ROOT));
    }
    hasGreeted = true;
    if (isForeign()) {
      refuse(Reply.of(550, "5.6.7", "SMTPUTF8 is needed, which " + server + " doesn't know"));
      return;
    }
    pump();
  }

  private boolean isForeign() {
    return !extensions.contains("SMTPUTF8")
        && deliveries.stream().anyMatch(delivery -> delivery.request().mail().international());
  }

  private void pump() {
    boolean isPipelining = extensions.contains("PIPELINING");
    while (!isOver && hasGreeted && !waiting.isEmpty() && (isPipelining || expected.isEmpty())) {
      Command next = waiting.remove();
      say(next.line().get(), next.then());
    }
  }

  private String mailLine(MailCommand mail) {
    StringBuilder line = new StringBuilder("MAIL FROM:<" + mail.sender().text() + ">");
    with(line, "8BITMIME", "BODY", mail.body());
    with(line, "SIZE", "SIZE", mail.size() < 0 ? "" : Long.toString(mail.size()));
    with(line, "DSN", "RET", mail.ret());
    with(line, "DSN", "ENVID", mail.envid());
    return mail.international() ? line.append(" SMTPUTF8").toString() : line.toString();
  }

  private String rcptLine(RelayDelivery delivery) {
    RcptCommand rcpt = delivery.request().rcpt();
    StringBuilder line = new StringBuilder("RCPT TO:<" + delivery.destination() + ">");
    with(line, "DSN", "NOTIFY", rcpt.notifyOn());
    with(line, "DSN", "ORCPT", rcpt.orcpt());
    return line.toString();
  }

  private void with(StringBuilder line, String extension, String name, String value) {
    if (!value.isEmpty() && extensions.contains(extension)) {
      line.append(' ').append(name).append('=').append(value);
    }
  }

  private void say(String line, Consumer<Reply> then) {
    expected.add(then);
    wire.send(Octets.bytes(line + "\r\n"));
  }

  private void mailAnswered(Reply reply) {
    if (reply.code() != 250) {
      refuse(reply);
    }
  }

  private void rcptAnswered(RelayDelivery delivery, Reply reply) {
    delivery.accepted(new Outcome(known(reply), who()));
  }

  /** A reply that a client can be given. */
  private Reply known(Reply reply) {
    return reply.code() == 250 || reply.code() >= 400
        ? reply
        : Reply.of(451, "4.5.0", server + " answers nonsense");
  }

  void start(RelayDelivery delivery, Spool spool) {
    started.add(delivery);
    if (message.isEmpty() && !isOver) {
      message = Optional.of(spool);
      restartLimit(patience.forMessage().toMillis());
      waiting.add(new Command(() -> "DATA", this::dataAnswered));
      pump();
    }
  }

  private void dataAnswered(Reply reply) {
    if (reply.code() != 354) {
      refuse(reply);
      return;
    }
    encoder = message.map(Encoder::new);
    more();
  }

  void more() {
    while (encoder.isPresent() && !encoder.get().hasEnded() && !wire.hasUnsent() && !isOver) {
      if (!fill(encoder.get())) {
        return;
      }
    }
  }

  private boolean fill(Encoder from) {
    ByteBuffer piece = ByteBuffer.allocate(Encoder.ROOM);
    try {
      from.fill(piece);
    } catch (IOException e) {
      fail("4.3.0", "Message can't be read: " + e.getMessage());
    }
    if (piece.position() == 0) {
      limit.cancel();
      return false;
    }
    restartLimit(patience.forMessage().toMillis());
    if (from.hasEnded()) {
      started.forEach(delivery -> expected.add(reply -> resultAnswered(delivery, reply)));
    }
    wire.send(Arrays.copyOf(piece.array(), piece.position()));
    return true;
  }

  private void resultAnswered(RelayDelivery delivery, Reply reply) {
    delivery.ended(new Outcome(known(reply), who()));
  }

  @Override
  public void line(String text) {
    ReplyReader.Reading reading = reader.read(text);
    if (reading instanceof ReplyReader.Reading.Whole whole && !expected.isEmpty()) {
      expected.remove().accept(whole.reply());
      pump();
      updateLimit();
    } else if (!(reading instanceof ReplyReader.Reading.More)) {
      boolean isNotice = reading instanceof ReplyReader.Reading.Whole;
      fail("4.4.2", isNotice ? "closes: " + text : "answers nonsense");
    }
  }

  private void updateLimit() {
    boolean isSending = encoder.isPresent() && !encoder.get().hasEnded();
    if (expected.isEmpty() && !isSending) {
      limit.cancel();
    } else if (!isOver && !isSending) {
      restartLimit((message.isEmpty() ? patience.forRcpt() : patience.forMessage()).toMillis());
    }
  }

  private void restartLimit(long milliseconds) {
    limit.cancel();
    limit = loop.after(milliseconds, this::isLate);
  }

  @Override
  public void sent() {
    more();
  }

  @Override
  public void lost(String why) {
    fail("4.4.1", why);
  }

  private void isLate() {
    fail("4.4.2", "timed out");
  }

  void fail(String enhanced, String why) {
    refuse(Reply.of(451, enhanced, "Mail server " + server + ": " + why));
  }

  /** All who have no answer yet get this one. */
  private void refuse(Reply reply) {
    if (!isOver) {
      isOver = true;
      limit.cancel();
      wire.close();
      Reply negative = reply.code() >= 400 ? reply : known(Reply.of(300, "", ""));
      deliveries.forEach(delivery -> delivery.ended(new Outcome(negative, who())));
    }
  }

  private String who() {
    return "relay=" + server;
  }

  /** When all is said; whoever has no answer gets none any more. */
  void close() {
    if (!isOver) {
      wire.send(Octets.bytes("QUIT\r\n"));
      fail("4.3.0", "was left");
    }
  }
}
