package org.masterless.lmtpproxy.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.io.Loop;

/**
 * Asks the name service, which knows no time limit, in a few threads of its own; whoever waits for
 * it goes on with everything else, and has a limit.
 */
final class Resolver {
  private static final int THREADS = 4;
  private static final int IDLE_SECONDS = 10;
  private static final Executor EXECUTOR = executor();

  private Resolver() {}

  private static Executor executor() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "resolver");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /** Tells {@code then}, in a turn of the loop, or at once for what needs no name service. */
  static void resolve(Loop loop, Endpoint place, Consumer<Optional<SocketAddress>> then) {
    if (place.isAddress()) {
      then.accept(address(place));
    } else {
      EXECUTOR.execute(
          () -> {
            Optional<SocketAddress> found = address(place);
            loop.post(() -> then.accept(found));
          });
    }
  }

  private static Optional<SocketAddress> address(Endpoint place) {
    try {
      return Optional.of(place.resolve());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
