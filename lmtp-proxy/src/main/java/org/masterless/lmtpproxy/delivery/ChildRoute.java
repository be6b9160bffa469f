package org.masterless.lmtpproxy.delivery;

import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.delivery.NameFrame;
import org.masterless.lmtpproxy.io.Loop;

/**
 * Each recipient through a process of their own, which masterless-lmtp-deliver forks.
 *
 * @param loop of the session
 * @param socket where lmtp-deliver listens
 * @param patience with it
 * @param message whose recipients they are
 * @param spare a connection to it that may be there already
 */
public record ChildRoute(
    Loop loop,
    UnixDomainSocketAddress socket,
    Patience patience,
    Places.Message message,
    Spare spare)
    implements Route {
  /** Without a connection ahead of need. */
  public ChildRoute(
      Loop loop, UnixDomainSocketAddress socket, Patience patience, Places.Message message) {
    this(loop, socket, patience, message, new Spare(loop, socket));
  }

  /** Who is delivered to once, however their address is written. */
  private record Mailbox(String user, String detail, String orcpt) {}

  @Override
  public Object identity(Request request) {
    String detail = request.envelope().get(Envelope.DETAIL);
    return new Mailbox(request.user(), detail, request.rcpt().orcpt());
  }

  @Override
  public Delivery deliver(Request request) {
    Optional<byte[]> name = NameFrame.of(request.user());
    byte[] envelope = request.envelope().payload();
    if (name.isEmpty()) {
      return new Refused(
          Outcome.of(550, "5.1.1", request.address(), "User doesn't exist", "uid=-"));
    }
    if (envelope.length > Frame.Type.ENVELOPE.most()) {
      return new Refused(
          Outcome.of(501, "5.5.4", request.address(), "Envelope is too long", "uid=-"));
    }
    byte[] frame = Frame.of(Frame.Type.ENVELOPE, envelope);
    return ChildDelivery.begin(this, name.get(), frame, request.address());
  }

  /** Also after an error that has left recipients where nobody knows them. */
  @Override
  public void close() {
    message.end();
  }
}
