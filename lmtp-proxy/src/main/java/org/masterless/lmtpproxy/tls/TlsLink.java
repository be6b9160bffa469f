package org.masterless.lmtpproxy.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.masterless.lmtpproxy.io.Link;

/** The server's end of TLS on another link. The handshake is part of the first reads. */
final class TlsLink implements Link {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Link clear;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer plain;
  private final ByteBuffer toSend;

  TlsLink(Link clear, SSLEngine engine) {
    this.clear = clear;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(packet);
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    this.toSend = ByteBuffer.allocate(2 * packet).flip();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      int count = 0;
      while (count == 0 && !plain.hasRemaining()) {
        count = step();
        if (count == 0 && isWaiting) {
          return 0;
        }
      }
      return count < 0 ? count : take(into);
    } catch (SSLException e) {
      // The client is told why, where it listens.
      tell();
      throw e;
    }
  }

  /** Whether the last step needs more than there is. */
  private boolean isWaiting;

  private int take(ByteBuffer into) {
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice().limit(count));
    plain.position(plain.position() + count);
    return count;
  }

  /** One thing that TLS needs; -1 at the end. */
  private int step() throws IOException {
    isWaiting = false;
    push();
    return switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> {
        runTasks();
        yield 0;
      }
      case NEED_WRAP -> {
        isWaiting = toSend.hasRemaining();
        yield isWaiting || wrap(NOTHING).getStatus() != Status.CLOSED ? 0 : -1;
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> unwrap();
    };
  }

  private void runTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  private int unwrap() throws IOException {
    received.flip();
    plain.clear();
    SSLEngineResult result = engine.unwrap(received, plain);
    plain.flip();
    received.compact();
    return switch (result.getStatus()) {
      case CLOSED -> -1;
      case BUFFER_UNDERFLOW -> {
        if (!received.hasRemaining()) {
          throw new SSLException("a record is too long");
        }
        int count = clear.read(received);
        isWaiting = count == 0;
        yield Math.min(0, count);
      }
      case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
      case OK -> 0;
    };
  }

  /** At most one record at a time, and none while another one waits. */
  private SSLEngineResult wrap(ByteBuffer from) throws IOException {
    toSend.clear();
    SSLEngineResult result = engine.wrap(from, toSend);
    toSend.flip();
    push();
    return result;
  }

  /** Whether nothing comes of further calls: within a handshake it is the client's turn. */
  private static boolean isStuck(SSLEngineResult wrapped) {
    return wrapped.getStatus() == Status.CLOSED
        || (wrapped.bytesProduced() == 0
            && switch (wrapped.getHandshakeStatus()) {
              case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING -> true;
              case NEED_TASK, NEED_WRAP, FINISHED -> false;
            });
  }

  private void push() throws IOException {
    if (toSend.hasRemaining()) {
      clear.write(toSend);
    }
  }

  /** Waits for no handshake: a client that doesn't end one can be told nothing. */
  @Override
  public void write(ByteBuffer from) throws IOException {
    push();
    while (from.hasRemaining() && !toSend.hasRemaining()) {
      runTasks();
      if (isStuck(wrap(from))) {
        throw new SSLException("the client has closed TLS, or doesn't end the handshake");
      }
    }
  }

  @Override
  public boolean hasUnsent() {
    return toSend.hasRemaining();
  }

  private void tell() throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone() && !toSend.hasRemaining()) {
      runTasks();
      if (isStuck(wrap(NOTHING))) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (clear) {
      tell();
    }
  }
}
