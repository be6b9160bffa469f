package org.masterless.lmtpproxy.delivery;

import java.util.Optional;
import org.masterless.lmtpproxy.message.Spool;

/** A recipient to whom there is no way. */
public record Refused(Outcome outcome) implements Delivery {
  @Override
  public Optional<Outcome> acceptance() {
    return Optional.of(outcome);
  }

  @Override
  public void start(Spool message) {}

  @Override
  public long needed() {
    return Long.MAX_VALUE;
  }

  @Override
  public void more() {}

  @Override
  public Optional<Outcome> result() {
    return Optional.of(outcome);
  }

  @Override
  public void abort() {}
}
