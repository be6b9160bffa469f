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
 * A connection that is made before there is a recipient for it, while the client reads our answer
 * to LHLO or the message before is still being stored: the process at its other end is forked
 * meanwhile. As it takes one of lmtp-deliver's places, it is not kept for long.
 */
final class Spare {
  /** In milliseconds; a client that has more mail sends it at once. */
  private static final int LIFETIME = 200;

  private final Loop loop;
  private final UnixDomainSocketAddress socket;
  private Optional<SocketChannel> channel = Optional.empty();
  private Optional<Loop.Timer> end = Optional.empty();
  private boolean isUnwelcome;

  Spare(Loop loop, UnixDomainSocketAddress socket) {
    this.loop = loop;
    this.socket = socket;
  }

  /** Where that fails there is none, and whoever needs one hears why. */
  void prepare() {
    if (channel.isPresent() || isUnwelcome) {
      return;
    }
    boolean isPrepared = false;
    try {
      channel = UnixSockets.connect(socket);
      if (channel.isPresent()) {
        loop.register(channel.get(), SelectionKey.OP_READ, this::hungUp);
        end = Optional.of(loop.after(LIFETIME, this::drop));
      }
      isPrepared = true;
    } catch (IOException e) {
      isUnwelcome = true;
    } finally {
      if (!isPrepared) {
        drop();
      }
    }
  }

  /**
   * A process says nothing before it is told a name, so it has ended: perhaps as there are no more
   * of them to be had, and then the next one should go to who has a recipient.
   */
  private void hungUp() {
    isUnwelcome = true;
    drop();
  }

  /** The connection, for good, if there is one whose process still waits and was told the name. */
  Optional<SocketChannel> take(byte[] name) {
    if (channel.isPresent() && !hears(channel.get(), name)) {
      hungUp();
    }
    Optional<SocketChannel> taken = channel;
    forget();
    return taken;
  }

  private static boolean hears(SocketChannel connection, byte[] name) {
    try {
      return connection.read(ByteBuffer.allocate(1)) == 0
          && connection.write(ByteBuffer.wrap(name)) == name.length;
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
