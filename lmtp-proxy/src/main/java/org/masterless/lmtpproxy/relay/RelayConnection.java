package org.masterless.lmtpproxy.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.message.Encoder;
import org.masterless.lmtpproxy.message.Spool;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.system.Octets;

/**
 * The client's side of LMTP, for those recipients of one transaction that one server gets. Commands
 * wait for LHLO, and for each other where the server doesn't know PIPELINING.
 *
 * <p>Replies belong to commands, and to recipients, by their order alone. So a reply that can't be
 * ends the connection, and all who have no answer yet get a temporary one.
 */
final class RelayConnection implements Wire.Owner {
  /** As Postfix counts them (postconf(5), hopcount_limit). */
  static final int MOST_HOPS = 50;

  /** That are sent in one turn. */
  private static final int MOST_PIECES = 8;

  private final Loop loop;
  private final Patience patience;
  private final String server;
  private final Wire wire;
  private final ReplyReader reader = new ReplyReader();
  private final CommandLines lines = new CommandLines();
  private final ArrayDeque<Planned> waiting = new ArrayDeque<>();
  private final ArrayDeque<Consumer<Reply>> expected = new ArrayDeque<>();

  /** In the order of their RCPT commands here, which may be another one than the client's. */
  private final List<RelayDelivery> deliveries = new ArrayList<>();

  private byte[] received = new byte[0];
  private Optional<Spool> message = Optional.empty();
  private Optional<Encoder> encoder = Optional.empty();
  private boolean hasGreeted;
  private boolean isOver;
  private Loop.Timer limit;

  RelayConnection(Loop loop, String server, RelayRoute.Manner manner) {
    this.loop = loop;
    this.patience = manner.patience();
    this.server = server;
    this.wire = new Wire(loop, this);
    this.limit = loop.after(patience.forRcpt().toMillis(), this::isLate);
    expected.add(new Handshake(this, manner, lines)::greeted);
  }

  /** Once its address is known; until then recipients wait. */
  void connect(SocketAddress address) {
    if (!isOver) {
      wire.connect(address);
    }
  }

  boolean isOver() {
    return isOver;
  }

  void add(RelayDelivery delivery) {
    if (deliveries.isEmpty()) {
      received = Received.line(delivery.request().envelope(), Instant.now());
      waiting.add(
          new Planned(
              () -> lines.mail(delivery.request().mail(), received.length), this::mailAnswered));
    }
    deliveries.add(delivery);
    waiting.add(
        new Planned(
            () -> !delivery.hasEnded(),
            () -> lines.rcpt(delivery.request(), delivery.destination()),
            reply -> rcptAnswered(delivery, reply)));
    delivery.limitedBy(loop.after(patience.forRcpt().toMillis(), () -> isLate(delivery)));
    if (!limit.isSet() && !isOver) {
      restartLimit(patience.forRcpt());
    }
    pump();
  }

  /** The server is ready for MAIL. */
  void begin() {
    hasGreeted = true;
    boolean isForeign = deliveries.get(0).request().mail().international();
    if (isForeign && !lines.has("SMTPUTF8")) {
      refuse(Reply.of(550, "5.6.7", "SMTPUTF8 is needed, which " + server + " doesn't know"));
    }
    pump();
  }

  private void pump() {
    boolean isPipelining = lines.has("PIPELINING");
    while (!isOver && hasGreeted && !waiting.isEmpty() && (isPipelining || expected.isEmpty())) {
      Planned next = waiting.remove();
      if (next.isWanted().getAsBoolean()) {
        say(next.line().get(), next.then());
      }
    }
  }

  void say(String line, Consumer<Reply> then) {
    expected.add(then);
    wire.send(Octets.bytes(line + "\r\n"));
  }

  private void mailAnswered(Reply reply) {
    if (Meaning.isRefusing(reply)) {
      refuse(Meaning.aboutTheMail(server, reply));
    } else if (!Meaning.isAccepting(reply)) {
      failByNonsense();
    }
  }

  private void rcptAnswered(RelayDelivery delivery, Reply reply) {
    if (Meaning.isAccepting(reply)) {
      delivery.accepted(new Outcome(reply, who()));
    } else if (Meaning.isRefusing(reply)) {
      delivery.ended(new Outcome(Meaning.aboutTheMail(server, reply), who()));
    } else {
      failByNonsense();
    }
  }

  void start(Spool spool) {
    if (message.isEmpty() && !isOver) {
      message = Optional.of(spool);
      restartLimit(patience.forMessage());
      waiting.add(new Planned(() -> "DATA", this::dataAnswered));
      pump();
    }
  }

  private void dataAnswered(Reply reply) {
    if (Meaning.isRefusing(reply)) {
      refuse(Meaning.aboutTheMail(server, reply));
    } else if (reply.code() != 354) {
      failByNonsense();
    } else {
      encoder = message.map(spool -> new Encoder(spool, received));
      // Not before all that has come with this reply is read: none of it can be a result.
      wire.callWhenReady();
    }
  }

  /** Where in the message it will read next. */
  long needed() {
    return isOver ? Long.MAX_VALUE : encoder.map(Encoder::needed).orElse(0L);
  }

  void more() {
    for (int pieces = 0; canSend() && pieces < MOST_PIECES; pieces++) {
      if (!fill(encoder.orElseThrow())) {
        return;
      }
    }
    if (canSend()) {
      wire.callWhenReady();
    }
  }

  private boolean canSend() {
    return !isOver && !wire.hasUnsent() && encoder.filter(from -> !from.hasEnded()).isPresent();
  }

  /** Whether there was something to send. */
  private boolean fill(Encoder from) {
    ByteBuffer piece = ByteBuffer.allocate(Encoder.ROOM);
    try {
      from.fill(piece);
    } catch (IOException e) {
      fail("4.3.0", "Message can't be read: " + e.getMessage());
      return false;
    }
    if (from.hops() > MOST_HOPS) {
      refuse(Reply.of(554, "5.4.6", "Message loops: it has come through too many servers"));
      return false;
    }
    if (piece.position() == 0) {
      limit.cancel();
      return false;
    }
    restartLimit(patience.forMessage());
    if (from.hasEnded()) {
      expectResults();
    }
    wire.send(Arrays.copyOf(piece.array(), piece.position()));
    return true;
  }

  /** One for each RCPT that was accepted, in their order (RFC 2033, 4.2). */
  private void expectResults() {
    deliveries.stream()
        .filter(RelayDelivery::isAccepted)
        .forEach(delivery -> expected.add(reply -> resultAnswered(delivery, reply)));
  }

  private void resultAnswered(RelayDelivery delivery, Reply reply) {
    if (Meaning.isRefusing(reply)) {
      delivery.ended(new Outcome(Meaning.aboutTheMail(server, reply), who()));
    } else if (Meaning.isStored(reply) && !wire.hasUnsent()) {
      delivery.ended(new Outcome(reply, who()));
    } else {
      failByNonsense();
    }
  }

  @Override
  public void line(String text) {
    ReplyReader.Reading reading = reader.read(text);
    if (reading instanceof ReplyReader.Reading.Whole whole && !expected.isEmpty()) {
      expected.remove().accept(whole.reply());
      pump();
      updateLimit();
    } else if (reading instanceof ReplyReader.Reading.Whole notice) {
      fail("4.4.2", "closes: " + notice.reply().text());
    } else if (reading instanceof ReplyReader.Reading.Nonsense) {
      failByNonsense();
    }
  }

  private void updateLimit() {
    boolean isSending = encoder.isPresent() && !encoder.get().hasEnded();
    if (expected.isEmpty() && !isSending) {
      limit.cancel();
    } else if (!isOver && !isSending) {
      restartLimit(message.isEmpty() ? patience.forRcpt() : patience.forMessage());
    }
  }

  private void restartLimit(Duration patience) {
    limit.cancel();
    limit = loop.after(patience.toMillis(), this::isLate);
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

  /**
   * The others may go on where the server answers, if slowly: else a message to many would never
   * get to anybody. If it accepts this one yet, it stores the message for them, and the client will
   * send it again.
   */
  private void isLate(RelayDelivery delivery) {
    delivery.ended(new Outcome(failure("4.4.2", "timed out"), who()));
  }

  private void failByNonsense() {
    fail("4.5.0", "answers nonsense");
  }

  void fail(String enhanced, String why) {
    refuse(failure(enhanced, why));
  }

  private Reply failure(String enhanced, String why) {
    return Reply.of(451, enhanced, "Mail server " + server + ": " + why);
  }

  /** As the server doesn't want us, by its reply. */
  void refuseFor(Reply reply) {
    refuse(Meaning.aboutUs(server, reply));
  }

  /** All who have no answer yet get this one. */
  private void refuse(Reply reply) {
    if (!isOver) {
      isOver = true;
      limit.cancel();
      wire.close();
      deliveries.forEach(delivery -> delivery.ended(new Outcome(reply, who())));
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
