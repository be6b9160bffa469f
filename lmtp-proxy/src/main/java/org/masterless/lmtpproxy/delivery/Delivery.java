package org.masterless.lmtpproxy.delivery;

import java.util.Optional;
import org.masterless.lmtpproxy.message.Spool;

/**
 * The delivery to one recipient. It goes on by itself in the turns of the session's loop, never
 * waits, and comes to an {@link Outcome} in bounded time whatever the other side does.
 */
public interface Delivery {
  /** What RCPT is answered; nothing while that isn't known. Stays as it is from then on. */
  Optional<Outcome> acceptance();

  /** The message has begun; only for one who was accepted. */
  void start(Spool message);

  /** There is more of the message, or it is complete. */
  void more();

  /** Where in the message, in bytes, it will read next; what is before that may be forgotten. */
  long needed();

  /** What the message is answered; nothing while that isn't known. */
  Optional<Outcome> result();

  /** Gives it up, whatever it has come to; nothing is delivered that wasn't acknowledged. */
  void abort();
}
