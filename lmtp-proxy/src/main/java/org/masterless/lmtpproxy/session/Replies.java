package org.masterless.lmtpproxy.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;
import org.masterless.lmtpproxy.smtp.Reply;

/**
 * What the client is to be answered, in the order of its commands, although some answers are known
 * late and in another order.
 */
final class Replies {
  /** Not yet known, as of pipelined recipients; beyond that a client has to wait for them. */
  private static final int MOST_WAITING = 1000;

  private final Client client;
  private final ArrayDeque<Supplier<Optional<Reply>>> queue = new ArrayDeque<>();

  Replies(Client client) {
    this.client = client;
  }

  void add(Reply reply) {
    if (queue.isEmpty()) {
      client.put(reply);
    } else {
      queue.add(() -> Optional.of(reply));
    }
  }

  /** One that is there once {@code reply} answers something. */
  void add(Supplier<Optional<Reply>> reply) {
    queue.add(reply);
  }

  /** Waits for all of them, so that they go to the client together. */
  void settle() throws IOException {
    while (!queue.isEmpty()) {
      if (!takeFirst()) {
        client.turn();
      }
    }
  }

  /** Waits for all of them, and tells the client each as soon as it may have it. */
  void settleOneByOne() throws IOException {
    while (!queue.isEmpty()) {
      if (!takeFirst()) {
        client.flush();
        client.turn();
      }
    }
    client.flush();
  }

  /** Lets a client that sends and sends, but doesn't read, have no endless memory. */
  void bound() throws IOException {
    if (queue.size() >= MOST_WAITING) {
      settle();
    }
    client.bound();
  }

  private boolean takeFirst() throws IOException {
    Optional<Reply> reply = queue.element().get();
    if (reply.isEmpty()) {
      return false;
    }
    client.put(reply.get());
    queue.remove();
    client.bound();
    return true;
  }
}
