package org.masterless.lmtpproxy.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.io.UnixSockets;
import org.masterless.system.Octets;

/** A connection to another server: lines in, bytes out. Waits for nothing. */
final class Wire {
  /** Who is told what happens; not after {@link Wire#close}. */
  interface Owner {
    /** Without its line end; an octet string. */
    void line(String text);

    /** All that was to be sent has been. */
    void sent();

    void lost(String why);
  }

  private static final int LONGEST_LINE = 8192;
  private static final int PAUSE = 20;

  private final Loop loop;
  private final SocketAddress address;
  private final Owner owner;
  private final ByteBuffer in = ByteBuffer.allocate(LONGEST_LINE);
  private final List<SocketChannel> channels = new ArrayList<>(1);
  private final List<SelectionKey> keys = new ArrayList<>(1);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private Optional<Loop.Timer> retry = Optional.empty();
  private boolean isConnected;
  private boolean isClosed;

  Wire(Loop loop, SocketAddress address, Owner owner) {
    this.loop = loop;
    this.address = address;
    this.owner = owner;
  }

  /** A unix socket whose queue is full is tried again. */
  void connect() {
    try {
      if (address instanceof UnixDomainSocketAddress unix) {
        Optional<SocketChannel> channel = UnixSockets.connect(unix);
        if (channel.isEmpty()) {
          retry = Optional.of(loop.after(PAUSE, this::connect));
          return;
        }
        use(channel.get(), true);
      } else {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        use(channel, channel.connect(address));
      }
    } catch (IOException e) {
      end("can't be reached");
    }
  }

  private void use(SocketChannel channel, boolean isThere) throws IOException {
    channels.add(channel);
    isConnected = isThere;
    int operations = isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    keys.add(loop.register(channel, operations, this::ready));
    write();
  }

  /** Goes out when it can. */
  void send(byte[] bytes) {
    out = ByteBuffer.allocate(out.remaining() + bytes.length).put(out).put(bytes).flip();
    attempt(this::write);
  }

  boolean hasUnsent() {
    return out.hasRemaining();
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(Attempt what) {
    try {
      what.run();
    } catch (IOException e) {
      end("closed the connection");
    }
  }

  private void ready() {
    SelectionKey key = keys.get(0);
    if (key.isConnectable()) {
      finishConnect();
    } else if (key.isReadable()) {
      attempt(this::read);
    }
    if (!isClosed && key.isValid() && key.isWritable()) {
      attempt(this::write);
    }
  }

  private void finishConnect() {
    try {
      isConnected = channels.get(0).finishConnect();
      write();
    } catch (IOException e) {
      end("can't be reached");
    }
  }

  private void write() throws IOException {
    if (isClosed || !isConnected) {
      return;
    }
    boolean hadSome = out.hasRemaining();
    channels.get(0).write(out);
    boolean hasMore = out.hasRemaining();
    keys.get(0).interestOps(SelectionKey.OP_READ | (hasMore ? SelectionKey.OP_WRITE : 0));
    if (hadSome && !hasMore) {
      owner.sent();
    }
  }

  private void read() throws IOException {
    if (channels.get(0).read(in) < 0) {
      end("closed the connection");
      return;
    }
    int start = 0;
    for (int i = 0; i < in.position() && !isClosed; i++) {
      if (in.get(i) == '\n') {
        boolean hasCr = i > start && in.get(i - 1) == '\r';
        owner.line(Octets.text(in.array(), start, i - start - (hasCr ? 1 : 0)));
        start = i + 1;
      }
    }
    in.flip().position(start);
    in.compact();
    if (!in.hasRemaining()) {
      end("sends endless lines");
    }
  }

  private void end(String why) {
    if (!isClosed) {
      close();
      owner.lost(why);
    }
  }

  void close() {
    isClosed = true;
    retry.ifPresent(Loop.Timer::cancel);
    try {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    } catch (IOException e) {
      // It is closed whatever the kernel has to say about it.
      channels.clear();
    }
  }
}
