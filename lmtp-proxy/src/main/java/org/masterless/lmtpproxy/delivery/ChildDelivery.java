package org.masterless.lmtpproxy.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.delivery.DeliveryReply;
import org.masterless.lmtpproxy.io.ConnectFailure;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.io.UnixSockets;
import org.masterless.lmtpproxy.message.Spool;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.system.Octets;

/** The front's end of the delivery protocol, for one recipient. */
final class ChildDelivery implements Delivery {
  private enum Step {
    /** For a place among all deliveries. */
    WAITING,
    /** The queue of lmtp-deliver may be full; then it is tried again. */
    CONNECTING,
    NAMED,
    ACCEPTED,
    SENDING,
    /** All is sent; only the answer is missing. */
    SENT,
    OVER
  }

  private static final String NOBODY = "uid=-";
  private static final int LONGEST_PAUSE = 50;

  /** After which it is seen whether a place has come by time alone; in milliseconds. */
  private static final int LOOK_AGAIN = 500;

  private final ChildRoute route;
  private final byte[] name;
  private final byte[] envelope;
  private final String address;
  private final ReplyFrames replies = new ReplyFrames();
  private final List<SocketChannel> channels = new ArrayList<>(1);
  private final List<SelectionKey> keys = new ArrayList<>(1);
  private final List<Feed> feeds = new ArrayList<>(1);
  private final Places.Place place;
  private Step step = Step.WAITING;
  private Optional<Outcome> acceptance = Optional.empty();
  private Optional<Outcome> result = Optional.empty();
  private Loop.Timer limit;
  private Optional<Loop.Timer> retry = Optional.empty();

  private ChildDelivery(ChildRoute route, byte[] name, byte[] envelope, String address) {
    this.route = route;
    this.name = name;
    this.envelope = envelope;
    this.address = address;
    this.limit = route.loop().after(route.patience().forRcpt().toMillis(), this::isLate);
    this.place = route.message().ask(() -> route.loop().post(this::settle));
  }

  static ChildDelivery begin(ChildRoute route, byte[] name, byte[] envelope, String address) {
    ChildDelivery delivery = new ChildDelivery(route, name, envelope, address);
    delivery.settle();
    return delivery;
  }

  @Override
  public Optional<Outcome> acceptance() {
    return acceptance;
  }

  @Override
  public Optional<Outcome> result() {
    return result;
  }

  @Override
  public void start(Spool message) {
    route.message().isGathered();
    if (step == Step.ACCEPTED) {
      feeds.add(new Feed(message, envelope));
      step = Step.SENDING;
    }
  }

  @Override
  public void more() {
    if (step == Step.SENDING && !isWaitingToWrite()) {
      attempt(this::send);
    }
  }

  @Override
  public long needed() {
    if (step == Step.OVER) {
      return Long.MAX_VALUE;
    }
    return feeds.isEmpty() ? 0 : feeds.get(0).needed();
  }

  @Override
  public void abort() {
    fail(451, "4.3.0", "Delivery was given up");
  }

  /** Once there is a place, and none is needed twice. */
  private void settle() {
    if (step != Step.WAITING) {
      return;
    }
    retry.ifPresent(Loop.Timer::cancel);
    if (place.isGiven()) {
      step = Step.CONNECTING;
      connect(1);
    } else if (place.isRefused()) {
      fail(452, "4.5.3", "Too many recipients at once");
    } else {
      retry = Optional.of(route.loop().after(LOOK_AGAIN, this::lookAgain));
    }
  }

  private void lookAgain() {
    place.lookAgain();
    settle();
  }

  private void connect(int pause) {
    try {
      Optional<SocketChannel> channel = route.spare().take(name);
      boolean isNamed = channel.isPresent();
      channel = isNamed ? channel : UnixSockets.connect(route.socket());
      if (channel.isPresent()) {
        channels.add(channel.get());
        connected(channel.get(), isNamed);
      } else {
        int next = Math.min(LONGEST_PAUSE, 2 * pause);
        retry = Optional.of(route.loop().after(pause, () -> connect(next)));
      }
    } catch (IOException e) {
      fail(451, "4.3.0", "Delivery service " + ConnectFailure.text(e));
    }
  }

  private void connected(SocketChannel channel, boolean isNamed) throws IOException {
    keys.add(route.loop().register(channel, SelectionKey.OP_READ, this::ready));
    step = Step.NAMED;
    if (!isNamed && channel.write(ByteBuffer.wrap(name)) != name.length) {
      throw new IOException("no room for a name");
    }
  }

  private void ready() {
    if (keys.get(0).isReadable()) {
      attempt(this::receive);
    }
    if (step == Step.SENDING && keys.get(0).isValid() && isWaitingToWrite()) {
      attempt(this::send);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(Attempt what) {
    try {
      what.run();
    } catch (IOException e) {
      fail(451, "4.3.0", "Delivery process ended without an answer");
    }
  }

  private boolean isWaitingToWrite() {
    return (keys.get(0).interestOps() & SelectionKey.OP_WRITE) != 0;
  }

  private void send() throws IOException {
    Feed feed = feeds.get(0);
    Feed.Progress progress;
    try {
      progress = feed.write(channels.get(0));
    } catch (IOException e) {
      receive();
      throw e;
    }
    boolean isBlocked = progress != Feed.Progress.NOTHING_LEFT;
    keys.get(0).interestOps(SelectionKey.OP_READ | (isBlocked ? SelectionKey.OP_WRITE : 0));
    if (feed.isDone()) {
      step = Step.SENT;
    }
    switch (progress) {
      case STUCK -> {
        if (!limit.isSet()) {
          restartLimit();
        }
      }
      case SOME -> restartLimit();
      case NOTHING_LEFT -> {
        limit.cancel();
        if (step == Step.SENT) {
          restartLimit();
        }
      }
    }
  }

  private void restartLimit() {
    limit.cancel();
    limit = route.loop().after(route.patience().forMessage().toMillis(), this::isLate);
  }

  private void receive() throws IOException {
    if (step != Step.OVER && !replies.read(channels.get(0))) {
      fail(451, "4.3.0", "Delivery process ended without an answer");
    }
    while (step != Step.OVER && replies.hasNext()) {
      replies.next().ifPresentOrElse(this::answered, this::nonsense);
    }
  }

  private void answered(DeliveryReply reply) {
    Outcome outcome = outcome(reply);
    boolean mayBePositive = step == Step.NAMED || step == Step.SENT;
    if (outcome.reply().isPositive() && !mayBePositive) {
      nonsense();
    } else if (outcome.reply().isPositive() && step == Step.NAMED) {
      limit.cancel();
      acceptance = Optional.of(outcome);
      step = Step.ACCEPTED;
    } else {
      end(outcome);
    }
  }

  private Outcome outcome(DeliveryReply reply) {
    String who = reply.uid() < 0 ? NOBODY : "uid=" + reply.uid();
    return reply.isPositive()
        ? new Outcome(Reply.of(250, reply.enhanced(), reply.text()), who)
        : Outcome.of(reply.code(), reply.enhanced(), address, reply.text(), who);
  }

  private void nonsense() {
    fail(451, "4.3.0", "Delivery process doesn't speak its protocol");
  }

  private void isLate() {
    boolean isUnheard = step == Step.WAITING || step == Step.CONNECTING;
    String what = isUnheard ? "Delivery service is busy" : "Delivery timed out";
    fail(451, "4.4.2", what);
  }

  private void fail(int code, String enhanced, String text) {
    String who = acceptance.map(Outcome::who).orElse(NOBODY);
    end(Outcome.of(code, enhanced, address, text, who));
  }

  /** Whatever isn't answered yet is answered with {@code outcome}. */
  private void end(Outcome outcome) {
    if (step == Step.OVER) {
      return;
    }
    step = Step.OVER;
    limit.cancel();
    retry.ifPresent(Loop.Timer::cancel);
    acceptance = Optional.of(acceptance.orElse(outcome));
    result = Optional.of(outcome);
    try {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing is lost with it: a child acts on what it has received.
      return;
    } finally {
      place.giveBack();
    }
  }

  /** For failures: never the text of a message. */
  @Override
  public String toString() {
    return step + " " + Octets.text(name).trim();
  }
}
