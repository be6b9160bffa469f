package org.masterless.supervisor.standin;

import org.masterless.system.Errno;
import org.masterless.system.Log;
import org.masterless.system.Sockets;

/**
 * Asks for an edit of master.cf to be applied, which takes root's rights: by a datagram that nobody
 * reads, to a socket that only root may connect to. That is done before this process is no longer
 * root.
 */
final class ApplyRequest {
  private static final byte[] REQUEST = {0};

  private final Sockets sockets;
  private final Log log;
  private final boolean isWanted;
  private final int connection;

  private ApplyRequest(Sockets sockets, Log log, boolean isWanted, int connection) {
    this.sockets = sockets;
    this.log = log;
    this.isWanted = isWanted;
    this.connection = connection;
  }

  /** Where {@code path} is empty there is nobody to ask. */
  static ApplyRequest connect(Sockets sockets, Log log, String path) {
    boolean isWanted = !path.isEmpty();
    int connection = isWanted ? sockets.connectUnix(path, Sockets.DATAGRAM) : -Errno.ENOENT;
    return new ApplyRequest(sockets, log, isWanted, connection);
  }

  void send() {
    int answer = connection < 0 ? connection : sockets.send(connection, REQUEST, REQUEST.length);
    // A full queue has requests enough.
    if (isWanted && answer < 0 && answer != -Errno.EAGAIN) {
      log.error(
          "can't ask for changes of master.cf to be applied: "
              + Errno.message(answer)
              + "; \"systemctl reload\" does it");
    }
  }
}
