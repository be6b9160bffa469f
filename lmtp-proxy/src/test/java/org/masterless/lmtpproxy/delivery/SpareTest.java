package org.masterless.lmtpproxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.lmtpproxy.io.Loop;

/** A connection ahead of need is used once, and never when nobody is at its other end. */
@Timeout(20)
class SpareTest {
  private static final byte[] NAME = {7};

  @TempDir Path directory;

  private ServerSocketChannel listener;
  private Loop loop;
  private Spare spare;

  @BeforeEach
  void listen() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("deliver"));
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    loop = new Loop();
    spare = new Spare(loop, address);
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    loop.close();
  }

  @Test
  void itIsMadeOnceAndTakenOnce() throws Exception {
    spare.prepare();
    spare.prepare();
    SocketChannel service = listener.accept();
    SocketChannel taken = spare.take(NAME).orElseThrow();
    ByteBuffer heard = ByteBuffer.allocate(2);
    service.read(heard);
    assertThat(heard.get(0)).isEqualTo((byte) 7);
    assertThat(spare.take(NAME)).isEmpty();
    listener.configureBlocking(false);
    assertThat(listener.accept()).isNull();
    assertThat(taken.isOpen()).isTrue();
    taken.close();
  }

  @Test
  void whoSaysSomethingBeforeIsNotAsked() throws Exception {
    spare.prepare();
    listener.accept().write(ByteBuffer.wrap(NAME));
    assertThat(spare.take(NAME)).isEmpty();
  }

  /** As of a service that has no more processes: what there are belong to recipients. */
  @Test
  void afterAHangUpThereIsNoOther() throws Exception {
    spare.prepare();
    listener.accept().close();
    assertThat(spare.take(NAME)).isEmpty();
    spare.prepare();
    listener.configureBlocking(false);
    assertThat(listener.accept()).isNull();
  }

  @Test
  void itEndsWhenNobodyNeedsItForAMoment() throws Exception {
    spare.prepare();
    SocketChannel service = listener.accept();
    loop.turn();
    assertThat(service.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThat(spare.take(NAME)).isEmpty();
  }

  @Test
  void whereNobodyListensThereIsNone() throws Exception {
    listener.close();
    spare.prepare();
    assertThat(spare.take(NAME)).isEqualTo(Optional.empty());
  }

  @Test
  void itGoesWithTheSession() throws Exception {
    SocketChannel service;
    try (Loop session = new Loop()) {
      new Spare(session, (UnixDomainSocketAddress) listener.getLocalAddress()).prepare();
      service = listener.accept();
    }
    assertThat(service.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }
}
