package org.masterless.lmtpproxy.relay;

import java.util.Optional;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.message.Spool;

/** One of the recipients that another server gets. */
final class RelayDelivery implements Delivery {
  private final RelayConnection connection;
  private final Request request;
  private final String destination;
  private Optional<Outcome> acceptance = Optional.empty();
  private Optional<Outcome> result = Optional.empty();
  private Optional<Loop.Timer> limit = Optional.empty();
  private boolean isAccepted;

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

  /** Until RCPT is answered. */
  void limitedBy(Loop.Timer timer) {
    limit = Optional.of(timer);
  }

  void accepted(Outcome outcome) {
    isAccepted = true;
    answered(outcome);
  }

  /** By the server: also where that was too late for the client to be told. */
  boolean isAccepted() {
    return isAccepted;
  }

  /** Whether all that will be known about it is. */
  boolean hasEnded() {
    return result.isPresent();
  }

  /** With that outcome, unless there has been one; RCPT is answered so too, where it isn't yet. */
  void ended(Outcome outcome) {
    answered(outcome);
    result = Optional.of(result.orElse(outcome));
  }

  private void answered(Outcome outcome) {
    limit.ifPresent(Loop.Timer::cancel);
    acceptance = Optional.of(acceptance.orElse(outcome));
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
