package org.masterless.lmtpproxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * Tells systemd that the service is ready, and what it is doing (sd_notify(3)).
 *
 * <p>That takes datagrams on a unix socket, which the JDK lacks, and what has them takes half a
 * second to load. systemd passes connections on before it knows of any readiness, so this comes
 * behind the first greeting, in a thread of its own.
 */
final class Notifier implements Runnable {
  /** Behind which the first greeting has gone out, even on a busy machine. */
  private static final int HEAD_START = 400;

  private static final int PERIOD = 5000;

  private final String socket;
  private final Supplier<String> status;
  private final Log log;
  private String last = "";

  private Notifier(String socket, Supplier<String> status, Log log) {
    this.socket = socket;
    this.status = status;
    this.log = log;
  }

  /** Where systemd wants to be told, begins to tell it now and then. */
  static void start(Supplier<String> status, Log log) {
    Optional<String> socket = Optional.ofNullable(System.getenv("NOTIFY_SOCKET"));
    socket.ifPresent(
        path -> {
          Thread thread = new Thread(new Notifier(path, status, log), "notify");
          thread.setDaemon(true);
          thread.start();
        });
  }

  @Override
  public void run() {
    try {
      Thread.sleep(HEAD_START);
      // An address in the abstract namespace is written with @ (sd_notify(3)).
      UnixSocketAddress address =
          new UnixSocketAddress(socket.startsWith("@") ? "\0" + socket.substring(1) : socket);
      UnixDatagramChannel channel = UnixDatagramChannel.open();
      tell(channel, address, "READY=1\n");
      while (true) {
        Thread.sleep(PERIOD);
        tell(channel, address, "");
      }
    } catch (IOException | LinkageError e) {
      log.remark("systemd can't be told of the status: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(UnixDatagramChannel channel, UnixSocketAddress address, String more)
      throws IOException {
    String text = more + "STATUS=" + status.get();
    if (!text.equals(last)) {
      channel.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), address);
      last = text;
    }
  }
}
