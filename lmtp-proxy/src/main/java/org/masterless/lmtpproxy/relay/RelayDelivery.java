package org.masterless.lmtpproxy.relay;

import java.util.Optional;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.message.Spool;

/** One of the recipients that another server gets. */
final class RelayDelivery implements Delivery {
  private final RelayConnection connection;
  private final Request request;
  private final String destination;
  private Optional<Outcome> acceptance = Optional.empty();
  private Optional<Outcome> result = Optional.empty();

  /**
   * A recipient.
   *
   * @param destination the address as that server knows it
   */
  RelayDelivery(RelayConnection connection, Request request, String destination) {
    this.connection = connection;
    this.request = request;
    this.destination = destination;
  }

  Request request() {
    return request;
  }

  String destination() {
    return destination;
  }

  void accepted(Outcome outcome) {
    acceptance = Optional.of(acceptance.orElse(outcome));
  }

  boolean isAccepted() {
    return acceptance.filter(outcome -> outcome.reply().isPositive()).isPresent();
  }

  /** With that outcome, unless there has been one; RCPT is answered so too, where it isn't yet. */
  void ended(Outcome outcome) {
    acceptance = Optional.of(acceptance.orElse(outcome));
    result = Optional.of(result.orElse(outcome));
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
    connection.start(message);
  }

  @Override
  public long needed() {
    return connection.needed();
  }

  @Override
  public void more() {
    connection.more();
  }

  @Override
  public void abort() {
    if (result.isEmpty()) {
      connection.fail("4.3.0", "Delivery was given up");
    }
  }
}
