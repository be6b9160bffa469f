package org.masterless.lmtpproxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.delivery.DeliveryReply;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.delivery.NameFrame;
import org.masterless.lmtpproxy.io.Budget;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.message.Spool;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.RcptCommand;
import org.masterless.lmtpproxy.smtp.Rejected;

/** What happens when lmtp-deliver has more to do than it can. */
@Timeout(20)
class ChildRouteTest {
  @TempDir Path directory;

  private static Request request() throws Rejected {
    return new Request(
        "alice", MailCommand.of("FROM:<>"), RcptCommand.of("TO:<alice>", false), new Envelope());
  }

  private ServerSocketChannel listen(List<SocketChannel> others) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("deliver"));
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(address, 1);
    for (int i = 0; i < 2; i++) {
      others.add(SocketChannel.open(address));
    }
    return listener;
  }

  private ChildRoute route(Loop loop, Duration forRcpt, Duration forMessage) {
    return new ChildRoute(
        loop,
        UnixDomainSocketAddress.of(directory.resolve("deliver")),
        new Patience(forRcpt, forMessage),
        new Places(10).message());
  }

  private static Outcome acceptance(Loop loop, Delivery delivery) throws IOException {
    while (delivery.acceptance().isEmpty()) {
      loop.turn();
    }
    return delivery.acceptance().get();
  }

  @Test
  void aFullQueueIsWaitedFor() throws Exception {
    List<SocketChannel> others = new ArrayList<>();
    try (Loop loop = new Loop();
        ServerSocketChannel listener = listen(others)) {
      Delivery delivery =
          route(loop, Duration.ofSeconds(10), Duration.ofSeconds(10)).deliver(request());
      Thread service = new Thread(() -> acceptAllAndAnswerOne(listener));
      service.start();
      assertThat(acceptance(loop, delivery).reply().code()).isEqualTo(250);
      delivery.abort();
      service.join();
    }
  }

  private static void acceptAllAndAnswerOne(ServerSocketChannel listener) {
    try {
      Thread.sleep(150);
      while (true) {
        SocketChannel channel = listener.accept();
        channel.configureBlocking(false);
        Thread.sleep(20);
        if (channel.read(ByteBuffer.allocate(NameFrame.SIZE)) == NameFrame.SIZE) {
          DeliveryReply yes = new DeliveryReply(250, "2.1.5", 1, "OK");
          channel.write(ByteBuffer.wrap(Frame.of(Frame.Type.REPLY, yes.payload())));
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aQueueThatStaysFullIsATemporaryFailure() throws Exception {
    List<SocketChannel> others = new ArrayList<>();
    try (Loop loop = new Loop();
        ServerSocketChannel listener = listen(others)) {
      assertThat(listener.isOpen()).isTrue();
      Delivery delivery =
          route(loop, Duration.ofMillis(300), Duration.ofMillis(300)).deliver(request());
      assertThat(acceptance(loop, delivery).reply().text())
          .isEqualTo("451 4.4.2 <alice> Delivery service is busy");
    }
  }

  /** However little it is sent at a time: a write that takes nothing at all counts too. */
  @Test
  void aProcessThatStopsReadingIsGivenUp() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("deliver"));
    try (Loop loop = new Loop();
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Spool message = new Spool(directory, new Budget(0), () -> 0)) {
      listener.bind(address);
      Delivery delivery =
          route(loop, Duration.ofSeconds(10), Duration.ofMillis(300)).deliver(request());
      Thread service = new Thread(() -> acceptAllAndAnswerOne(listener));
      service.start();
      assertThat(acceptance(loop, delivery).reply().code()).isEqualTo(250);
      service.join();
      delivery.start(message);
      for (int i = 0; i < 2000; i++) {
        message.append(new byte[1000], 0, 1000);
        delivery.more();
      }
      while (delivery.result().isEmpty()) {
        loop.turn();
      }
      assertThat(delivery.result().get().reply().text())
          .isEqualTo("451 4.4.2 <alice> Delivery timed out");
    }
  }
}
