package org.masterless.lmtpproxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.masterless.delivery.DeliveryReply;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.delivery.MessageEnd;
import org.masterless.delivery.NameFrame;
import org.masterless.system.Octets;

/** Stands in for lmtp-deliver; users have what it is to do with their mail in their names. */
final class FakeDeliveries implements AutoCloseable {
  /** What was delivered to a user; of the message its size only where it is large. */
  record Delivered(String user, Envelope envelope, String text, MessageEnd end) {}

  private static final int KEPT = 1 << 16;

  private final ServerSocketChannel listener;
  private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
  private final List<Delivered> delivered = new CopyOnWriteArrayList<>();
  private final List<String> named = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);

  /** One for each process that there may be. */
  private final Semaphore places;

  FakeDeliveries(Path socket, int places) throws IOException {
    this.places = new Semaphore(places);
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), 1024);
    start(this::acceptAll);
  }

  private static void start(Runnable what) {
    Thread thread = new Thread(null, what, "fake", 256 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  List<Delivered> delivered() {
    return delivered;
  }

  /** Users that a process was asked for, in order. */
  List<String> named() {
    return named;
  }

  /** Lets those who are slow go on. */
  void release() {
    release.countDown();
  }

  private void acceptAll() {
    try {
      while (true) {
        places.acquireUninterruptibly();
        SocketChannel channel = listener.accept();
        connections.add(channel);
        start(() -> serve(channel));
      }
    } catch (IOException e) {
      release();
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      new Child(channel).run();
    } catch (IOException | InterruptedException e) {
      // As a process that was killed.
      return;
    } finally {
      places.release();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SocketChannel channel : connections) {
      channel.close();
    }
  }

  /** One process. */
  private final class Child {
    private final DataInputStream in;
    private final OutputStream out;

    Child(SocketChannel channel) {
      in = new DataInputStream(Channels.newInputStream(channel));
      out = Channels.newOutputStream(channel);
    }

    void run() throws IOException, InterruptedException {
      byte[] frame = new byte[NameFrame.SIZE];
      in.readFully(frame);
      String user = NameFrame.name(frame).orElseThrow(EOFException::new);
      named.add(user);
      if (!answersName(user)) {
        return;
      }
      if (user.startsWith("quits")) {
        reply(421, "4.3.2", "Shutting down");
        return;
      }
      if (user.startsWith("stuck")) {
        release.await();
        return;
      }
      receive(user);
    }

    private boolean answersName(String user) throws IOException, InterruptedException {
      if (user.startsWith("nosuch")) {
        reply(550, "5.1.1", "User doesn't exist: " + user);
        return false;
      } else if (user.startsWith("crash-at-name")) {
        return false;
      } else if (user.startsWith("garbage-at-name")) {
        out.write(Octets.bytes("220 who are you?\r\n"));
        return false;
      } else if (user.startsWith("mute")) {
        release.await();
        return false;
      } else if (user.startsWith("late")) {
        Thread.sleep(200);
      }
      reply(250, "2.1.5", "OK");
      return true;
    }

    private void reply(int code, String enhanced, String text) throws IOException {
      DeliveryReply reply = new DeliveryReply(code, enhanced, 2001, text);
      out.write(Frame.of(Frame.Type.REPLY, reply.payload()));
    }

    private void receive(String user) throws IOException, InterruptedException {
      Envelope envelope = new Envelope();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      long size = 0;
      while (true) {
        byte[] header = new byte[Frame.HEADER_SIZE];
        in.readFully(header);
        Frame frame = Frame.header(header, 0).orElseThrow();
        byte[] payload = in.readNBytes(frame.length());
        switch (frame.type()) {
          case ENVELOPE -> envelope = Envelope.of(payload).orElseThrow();
          case DATA -> {
            size += payload.length;
            if (text.size() < KEPT) {
              text.write(payload);
            }
            if (answersEarly(user)) {
              return;
            }
          }
          case END -> {
            MessageEnd end = MessageEnd.of(payload).orElseThrow();
            if (end.size() == size) {
              ended(new Delivered(user, envelope, Octets.text(text.toByteArray()), end));
            }
            return;
          }
          case REPLY -> throw new IOException("a front doesn't reply");
        }
      }
    }

    private boolean answersEarly(String user) throws IOException {
      if (user.startsWith("early-full")) {
        reply(552, "5.2.2", "Quota exceeded");
      } else if (user.startsWith("early-yes")) {
        reply(250, "2.0.0", "Saved");
      }
      return user.startsWith("early") || user.startsWith("crash-in-data");
    }

    private void ended(Delivered what) throws IOException, InterruptedException {
      String user = what.user();
      if (user.startsWith("crash-at-end")) {
        return;
      } else if (user.startsWith("garbage-at-end")) {
        out.write(new byte[] {'R', 0, 0, 5, 'h', 'e', 'l', 'l', 'o'});
      } else if (user.startsWith("full")) {
        reply(552, "5.2.2", "Quota exceeded");
      } else if (user.startsWith("busy")) {
        reply(451, "4.2.0", "Mailbox is busy");
      } else {
        if (user.startsWith("slow")) {
          release.await();
        }
        delivered.add(what);
        reply(250, "2.0.0", "Saved");
      }
    }
  }
}
