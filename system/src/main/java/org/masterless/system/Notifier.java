package org.masterless.system;

/** Tells systemd how a service is (sd_notify(3)); does nothing where systemd didn't ask for it. */
public final class Notifier {
  private final Files files;
  private final Sockets sockets;
  private final String path;

  public Notifier(Files files, Sockets sockets, Environment environment) {
    this.files = files;
    this.sockets = sockets;
    this.path = environment.get("NOTIFY_SOCKET").orElse("");
  }

  /**
   * Sends {@code state}, lines of {@code NAME=value}.
   *
   * @return 0, or {@code -errno}; a full queue at systemd's end loses the message
   */
  public int send(String state) {
    if (path.isEmpty()) {
      return 0;
    }
    int socket = sockets.connectUnix(path, Sockets.DATAGRAM);
    if (socket < 0) {
      return socket;
    }
    byte[] bytes = Octets.bytes(state);
    int answer = sockets.send(socket, bytes, bytes.length);
    files.close(socket);
    return Math.min(0, answer);
  }
}
