package org.masterless.lmtpproxy.relay;

import java.util.Optional;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.message.Spool;

/** A recipient of whom it isn't known yet where they get their mail. */
final class LookedUpDelivery implements Delivery {
  private Optional<Delivery> delivery = Optional.empty();

  boolean isKnown() {
    return delivery.isPresent();
  }

  void becomes(Delivery found) {
    delivery = Optional.of(found);
  }

  @Override
  public Optional<Outcome> acceptance() {
    return delivery.flatMap(Delivery::acceptance);
  }

  @Override
  public void start(Spool message) {
    delivery.ifPresent(found -> found.start(message));
  }

  @Override
  public long needed() {
    return delivery.map(Delivery::needed).orElse(0L);
  }

  @Override
  public void more() {
    delivery.ifPresent(Delivery::more);
  }

  @Override
  public Optional<Outcome> result() {
    return delivery.flatMap(Delivery::result);
  }

  @Override
  public void abort() {
    delivery.ifPresent(Delivery::abort);
  }
}
