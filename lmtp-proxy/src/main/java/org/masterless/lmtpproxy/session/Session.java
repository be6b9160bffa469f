package org.masterless.lmtpproxy.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.masterless.lmtpproxy.delivery.Origin;
import org.masterless.lmtpproxy.delivery.Routes;
import org.masterless.lmtpproxy.io.Link;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.session.Client.Arrival;
import org.masterless.lmtpproxy.smtp.Command;
import org.masterless.lmtpproxy.smtp.MailCommand;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;
import org.masterless.lmtpproxy.smtp.Xclient;

/** One client, from its greeting to its end: reads commands, and is what the states act on. */
public final class Session implements Runnable {
  /** In a row; then the client is no LMTP client. */
  private static final int MOST_BAD_COMMANDS = 10;

  private static final int LONGEST_ID = 64;

  private final Front front;
  private final Loop loop;
  private final Client client;
  private final SocketAddress local;
  private final Routes routes;
  private final Replies replies;
  private final MessageCommands messages;
  private Identity identity;
  private String id = SessionIds.next();
  private int transactions;
  private int badCommands;
  private boolean isSecure;
  private State state = new Greeted();
  private volatile boolean isStopping;

  private Session(Front front, SocketChannel channel, Loop loop) throws IOException {
    this.front = front;
    this.loop = loop;
    this.client =
        new Client(loop, channel, front.settings().service().patience(), () -> isStopping);
    this.replies = new Replies(client);
    this.routes = front.routing().begin(loop);
    this.messages = new MessageCommands(this, replies, new Receiver(front, client, this::remark));
    this.local = channel.getLocalAddress();
    SocketAddress peer = channel.getRemoteAddress();
    String address =
        peer instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "";
    boolean isTrusted = front.settings().trusted().stream().anyMatch(block -> block.has(peer));
    this.identity = new Identity(address, "", "LMTP", Origin.MOST_HOPS, isTrusted);
  }

  /** With a client that has just connected; the channel is closed where that fails. */
  public static Session open(Front front, SocketChannel channel) throws IOException {
    boolean isOpen = false;
    try {
      Session session = open(front, channel, new Loop());
      isOpen = true;
      return session;
    } finally {
      if (!isOpen) {
        channel.close();
      }
    }
  }

  private static Session open(Front front, SocketChannel channel, Loop loop) throws IOException {
    boolean isOpen = false;
    try {
      Session session = new Session(front, channel, loop);
      isOpen = true;
      return session;
    } finally {
      if (!isOpen) {
        loop.close();
      }
    }
  }

  private void remark(String text) {
    front.journal().remark(id + ": " + text);
  }

  /** Asks the session to end before its next command; from any thread. */
  public void stop() {
    isStopping = true;
    loop.wakeUp();
  }

  @Override
  public void run() {
    try (loop;
        client) {
      talk();
    } catch (IOException e) {
      remark("lost the client: " + e.getMessage());
    }
  }

  /** What isn't finished is given up while there is still the loop that it went on in. */
  private void talk() throws IOException {
    try {
      client.put(greeting());
      converse();
    } finally {
      leave();
    }
  }

  /** Instead of {@link #run}. */
  public void discard() throws IOException {
    loop.close();
  }

  private void leave() {
    try {
      state.leave();
    } catch (IOException e) {
      remark("can't give up what it was at: " + e.getMessage());
    }
  }

  private void converse() throws IOException {
    while (!(state instanceof Over)) {
      State next = next(client.readLine(replies::settle));
      if (!next.continues(state)) {
        // Recipients are answered first: giving up their deliveries is no answer to RCPT.
        replies.settle();
        state.leave();
      }
      state = next;
      replies.bound();
    }
    replies.settle();
    client.flush();
  }

  private State next(Client.Line line) throws IOException {
    if (line instanceof Client.Line.Text command && Command.isClean(command.text())) {
      return on(Command.of(command.text()));
    } else if (line instanceof Client.Line.TooLong) {
      return refuse(Reply.of(500, "5.5.2", "Line too long"));
    } else if (line instanceof Client.Line.None none) {
      return ended(none.why());
    }
    return refuse(Reply.of(500, "5.5.2", "A line is text and ends with CR LF"));
  }

  private State on(Command command) throws IOException {
    int earlier = badCommands;
    try {
      State next = state.on(command, this);
      // A chunk is refused without an exception, once its octets have been skipped.
      badCommands = badCommands > earlier ? badCommands : 0;
      return next;
    } catch (Rejected e) {
      return refuse(e.reply());
    }
  }

  State refuse(Reply reply) {
    replies.add(reply);
    if (reply.code() / 10 == 50 && ++badCommands >= MOST_BAD_COMMANDS) {
      replies.add(Reply.of(421, "4.7.0", "Too many bad commands"));
      return new Over();
    }
    return state;
  }

  /** The client gets no further command, and is told why where it is still there. */
  State ended(Arrival why) {
    switch (why) {
      case BYTES, CLOSED -> {}
      case LATE -> replies.add(Reply.of(421, "4.4.2", "Timeout exceeded"));
      case INTERRUPTED -> replies.add(Reply.of(421, "4.3.2", "Shutting down"));
    }
    return new Over();
  }

  /** Within a message, which nobody gets then. */
  State lost(Arrival why) {
    remark("lost the client before the end of its message");
    return ended(why);
  }

  private Reply greeting() {
    return Reply.of(220, "", hostName() + " LMTP masterless");
  }

  private String hostName() {
    return front.settings().service().hostName();
  }

  Replies replies() {
    return replies;
  }

  MessageCommands messages() {
    return messages;
  }

  State hello(String name) throws Rejected {
    if (name.isEmpty() || name.indexOf(' ') >= 0) {
      throw new Rejected(501, "5.5.4", "Syntax: LHLO name");
    }
    identity = identity.withHelo(name);
    boolean offersTls = front.tls().isPresent() && !isSecure;
    replies.add(Extensions.reply(front.settings().service(), offersTls, identity.isTrusted()));
    routes.expectMore();
    return new Ready();
  }

  State begin(MailCommand mail) throws Rejected {
    long limit = front.settings().service().size();
    if (limit > 0 && mail.size() > limit) {
      throw new Rejected(Reception.tooLarge());
    }
    transactions++;
    String transaction = transactions == 1 ? id : id + "." + transactions;
    replies.add(Reply.of(250, "2.1.0", "OK"));
    return new InTransaction(
        new Transaction(
            front, identity, transaction, mail, routes.open(new Origin(local, identity.hops()))));
  }

  /** A client that has sent a second message has a third one; many have but one. */
  void hasMessage() {
    if (transactions > 1) {
      routes.expectMore();
    }
  }

  State startTls(String argument) throws IOException, Rejected {
    if (front.tls().isEmpty()) {
      throw new Rejected(502, "5.5.1", "Unsupported command");
    }
    if (isSecure) {
      throw new Rejected(503, "5.5.1", "TLS is active already");
    }
    // Whatever follows was written by who knows whom: it must not be read as if it came by TLS.
    if (!argument.isEmpty() || client.hasInput()) {
      throw new Rejected(501, "5.5.4", "Nothing may follow STARTTLS");
    }
    UnaryOperator<Link> securing = prepareTls(front.tls().get());
    replies.add(Reply.of(220, "2.0.0", "Ready to start TLS"));
    replies.settle();
    client.flush();
    client.change(securing);
    isSecure = true;
    identity = identity.withHelo("").withProtocol("LMTPS");
    return new Greeted();
  }

  private UnaryOperator<Link> prepareTls(Front.Tls tls) throws Rejected {
    try {
      return tls.prepare();
    } catch (IOException e) {
      front.journal().remark("TLS isn't available: " + e.getMessage());
      throw new Rejected(454, "4.7.0", "TLS is not available");
    }
  }

  State speakFor(String argument) throws Rejected {
    if (!identity.isTrusted()) {
      throw new Rejected(550, "5.7.14", "You are not from trusted IP");
    }
    Map<String, String> attributes = Xclient.of(argument);
    identity = identity.with(attributes);
    String session = attributes.getOrDefault("SESSION", "");
    id = session.isEmpty() ? id : session.substring(0, Math.min(LONGEST_ID, session.length()));
    replies.add(greeting());
    return new Greeted();
  }
}
