package org.masterless.lmtpproxy.session;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.io.Budget;
import org.masterless.lmtpproxy.message.Decoder;
import org.masterless.lmtpproxy.message.Spool;
import org.masterless.lmtpproxy.smtp.Reply;

/** A message as it comes in, and goes out to those who were accepted at the same time. */
final class Reception implements Decoder.Sink, Closeable {
  private final Consumer<String> remarks;
  private final List<Delivery> deliveries;
  private final long limit;
  private final Spool spool;
  private Optional<Reply> failure = Optional.empty();

  /**
   * An empty message.
   *
   * @param memory for what of it doesn't go into a file
   * @param remarks told what an admin may have to mend
   */
  Reception(
      Settings.Service service,
      Budget memory,
      List<Delivery> deliveries,
      Consumer<String> remarks) {
    this.remarks = remarks;
    this.deliveries = deliveries;
    this.limit = service.size() == 0 ? Long.MAX_VALUE : service.size();
    this.spool = new Spool(service.spool(), memory, this::needed);
    deliveries.forEach(delivery -> delivery.start(spool));
  }

  /** By the slowest. */
  private long needed() {
    long least = Long.MAX_VALUE;
    for (Delivery delivery : deliveries) {
      least = Math.min(least, delivery.needed());
    }
    return least;
  }

  static Reply tooLarge() {
    return Reply.of(552, "5.3.4", "Message is larger than the maximum size allowed");
  }

  /** The rest of a message that has failed goes nowhere. */
  @Override
  public void put(byte[] bytes, int offset, int length) {
    if (failure.isPresent()) {
      return;
    }
    try {
      spool.append(bytes, offset, length);
      if (spool.wireSize() > limit) {
        fail(tooLarge());
      }
    } catch (IOException e) {
      // What the file system says has paths in it, which are none of the client's business.
      remarks.accept("a message can't be stored: " + e);
      fail(Reply.of(452, "4.3.1", "Message can't be stored"));
    }
  }

  private void fail(Reply reply) {
    failure = Optional.of(reply);
    deliveries.forEach(Delivery::abort);
  }

  /** What all recipients are answered, where it isn't for each to say. */
  Optional<Reply> failure() {
    return failure;
  }

  long wireSize() {
    return spool.wireSize();
  }

  void passOn() {
    deliveries.forEach(Delivery::more);
  }

  void complete() {
    if (failure.isEmpty()) {
      spool.complete();
      passOn();
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
