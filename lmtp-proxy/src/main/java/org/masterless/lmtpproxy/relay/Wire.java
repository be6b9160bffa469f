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
import org.masterless.lmtpproxy.io.ConnectFailure;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.io.UnixSockets;
import org.masterless.system.Octets;

/** A connection to another server: lines in, bytes out. Waits for nothing. */
final class Wire {
  /** Who is told what happens; not after {@link Wire#close}. */
  interface Owner {
    /** Without its line end; an octet string. */
    void line(String text);

    /** There is room for more. Comes in a turn of the loop, never from within {@link Wire#send}. */
    void sent();

    void lost(String why);
  }

  private static final int LONGEST_LINE = 8192;
  private static final int PAUSE = 20;
  private static final int MOST_KEPT = 64 * 1024;

  private final Loop loop;
  private final Owner owner;
  private final ByteBuffer in = ByteBuffer.allocate(LONGEST_LINE);
  private final List<SocketChannel> channels = new ArrayList<>(1);
  private final List<SelectionKey> keys = new ArrayList<>(1);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private Optional<Loop.Timer> retry = Optional.empty();
  private boolean isConnected;
  private boolean isClosed;

  Wire(Loop loop, Owner owner) {
    this.loop = loop;
    this.owner = owner;
  }

  /** A unix socket whose queue is full is tried again. */
  void connect(SocketAddress address) {
    try {
      if (address instanceof UnixDomainSocketAddress unix) {
        Optional<SocketChannel> channel = UnixSockets.connect(unix);
        if (channel.isEmpty()) {
          retry = Optional.of(loop.after(PAUSE, () -> connect(address)));
          return;
        }
        channels.add(channel.get());
        use(channel.get(), true);
      } else {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        use(channel, channel.connect(address));
      }
    } catch (IOException e) {
      end(ConnectFailure.text(e));
    }
  }

  private void use(SocketChannel channel, boolean isThere) throws IOException {
    isConnected = isThere;
    int operations = isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    keys.add(loop.register(channel, operations, this::ready));
    write();
  }

  /** Goes out when it can. */
  void send(byte[] bytes) {
    int end = out.limit();
    if (out.capacity() - end < bytes.length) {
      int room = 2 * (out.remaining() + bytes.length);
      out = ByteBuffer.allocate(room).put(out).flip();
      end = out.limit();
    }
    out.limit(end + bytes.length).put(end, bytes);
    attempt(this::write);
  }

  boolean hasUnsent() {
    return out.hasRemaining();
  }

  /**
   * {@link Owner#sent} comes in the next turn in which there is room, for others to have theirs.
   */
  void callWhenReady() {
    if (!isClosed && isConnected) {
      listen(true);
    }
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
    if (!isConnected) {
      finishConnect();
      return;
    }
    boolean isWritable = key.isWritable();
    if (key.isReadable()) {
      attempt(this::read);
    }
    if (isWritable && !isClosed) {
      attempt(this::write);
      if (!isClosed && !hasUnsent()) {
        owner.sent();
      }
    }
  }

  private void finishConnect() {
    try {
      isConnected = channels.get(0).finishConnect();
      write();
    } catch (IOException e) {
      end(ConnectFailure.text(e));
    }
  }

  private void write() throws IOException {
    if (isClosed || !isConnected) {
      return;
    }
    channels.get(0).write(out);
    listen(out.hasRemaining());
    if (!out.hasRemaining()) {
      out = out.capacity() > MOST_KEPT ? ByteBuffer.allocate(0) : out.clear().limit(0);
    }
  }

  private void listen(boolean forRoom) {
    keys.get(0).interestOps(SelectionKey.OP_READ | (forRoom ? SelectionKey.OP_WRITE : 0));
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
