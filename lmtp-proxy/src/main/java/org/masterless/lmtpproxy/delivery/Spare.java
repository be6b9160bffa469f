package org.masterless.lmtpproxy.delivery;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.io.UnixSockets;

/**
 * A connection that is made before there is a recipient for it, while the message before is still
 * being stored: the process at its other end is forked meanwhile. As it takes one of lmtp-deliver's
 * places, it is not kept for long.
 */
final class Spare {
  /** In milliseconds; a client that has more mail sends it at once. */
  private static final int LIFETIME = 1000;

  private final Loop loop;
  private final UnixDomainSocketAddress socket;
  private Optional<SocketChannel> channel = Optional.empty();
  private Optional<Loop.Timer> end = Optional.empty();

  Spare(Loop loop, UnixDomainSocketAddress socket) {
    this.loop = loop;
    this.socket = socket;
  }

  /** Where that fails there is none, and whoever needs one hears why. */
  void prepare() {
    if (channel.isPresent()) {
      return;
    }
    try {
      channel = UnixSockets.connect(socket);
      if (channel.isPresent()) {
        // It says nothing before it is told a name: there is something to read when it has ended.
        loop.register(channel.get(), SelectionKey.OP_READ, this::drop);
        end = Optional.of(loop.after(LIFETIME, this::drop));
      }
    } catch (IOException e) {
      drop();
    }
  }

  /** The connection, for good, if there is one with a process that still waits. */
  Optional<SocketChannel> take() {
    if (channel.isPresent() && !isWaiting(channel.get())) {
      drop();
    }
    Optional<SocketChannel> taken = channel;
    forget();
    return taken;
  }

  private static boolean isWaiting(SocketChannel connection) {
    try {
      return connection.read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void drop() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      // Nobody has been promised anything by it.
      return;
    } finally {
      forget();
    }
  }

  private void forget() {
    channel = Optional.empty();
    end.ifPresent(Loop.Timer::cancel);
    end = Optional.empty();
  }
}
