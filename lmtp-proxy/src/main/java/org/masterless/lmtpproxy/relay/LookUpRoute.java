package org.masterless.lmtpproxy.relay;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masterless.accounts.AuthReply;
import org.masterless.delivery.NameFrame;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.delivery.ChildRoute;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Origin;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.lmtpproxy.delivery.Refused;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.delivery.Route;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.system.Numbers;
import org.masterless.system.Octets;

/**
 * To the server that Dovecot's auth service names for a user ({@code PASS} of its master protocol,
 * version 1), and to the user's own process where it names none.
 */
public final class LookUpRoute implements Route, Wire.Owner {
  /** Who waits for an answer. */
  private record Asked(Request request, LookedUpDelivery delivery, Loop.Timer limit) {}

  private static final int LMTP_PORT = 24;

  private final Loop loop;
  private final UnixDomainSocketAddress auth;
  private final Patience patience;
  private final Origin origin;
  private final ChildRoute here;
  private final RelayRoute there;
  private final Wire wire;
  private final Map<String, Asked> asked = new HashMap<>();
  private int requests;
  private boolean isOver;

  /**
   * A route for one transaction.
   *
   * @param auth Dovecot's auth-userdb socket
   * @param here for users of this machine
   * @param there for the others
   */
  public LookUpRoute(
      Loop loop,
      UnixDomainSocketAddress auth,
      Patience patience,
      Origin origin,
      ChildRoute here,
      RelayRoute there) {
    this.loop = loop;
    this.patience = patience;
    this.origin = origin;
    this.here = here;
    this.there = there;
    this.auth = auth;
    this.wire = new Wire(loop, this);
  }

  /** Another server may get the address as it is: only after the look-up that is known. */
  @Override
  public Object identity(Request request) {
    return there.identity(request);
  }

  /**
   * The server's VERSION need not be waited for; a service must be named, or it hangs up.
   *
   * <p>It also hangs up on a line that is longer than its buffer, by which all who wait would lose
   * their answers. So names of such lengths are not asked for: no address has more than 254 octets
   * (RFC 5321, 4.5.3.1.3), and users of this machine are refused for the same reason.
   */
  @Override
  public Delivery deliver(Request request) {
    if (request.user().length() > NameFrame.LONGEST_NAME) {
      return here.deliver(request);
    }
    if (requests == 0 && !isOver) {
      wire.connect(auth);
      wire.send(Octets.bytes("VERSION\t1\t0\n"));
    }
    LookedUpDelivery delivery = new LookedUpDelivery();
    if (isOver) {
      delivery.becomes(unknown(request, "can't be asked"));
      return delivery;
    }
    String id = Integer.toString(++requests);
    Loop.Timer limit =
        loop.after(
            patience.forRcpt().toMillis(), () -> answer(new AuthReply("FAIL", id, List.of())));
    asked.put(id, new Asked(request, delivery, limit));
    wire.send(Octets.bytes("PASS\t" + id + "\t" + request.user() + "\tservice=lmtp" + ours()));
    return delivery;
  }

  /** With that, Dovecot sees whether proxy_maybe means this server. */
  private String ours() {
    return origin.local() instanceof InetSocketAddress own
        ? "\tlip=" + own.getAddress().getHostAddress() + "\tlport=" + own.getPort() + "\n"
        : "\n";
  }

  @Override
  public void line(String text) {
    answer(AuthReply.of(text));
  }

  private void answer(AuthReply reply) {
    Optional<Asked> found = Optional.ofNullable(asked.get(reply.id()));
    if (found.isPresent() && reply.command().matches("PASS|NOTFOUND|FAIL")) {
      asked.remove(reply.id());
      found.get().limit().cancel();
      found.get().delivery().becomes(delivery(found.get().request(), reply));
    }
  }

  /** Whom no passdb knows may be in a userdb, as far as Dovecot's own proxy knows too. */
  private Delivery delivery(Request request, AuthReply reply) {
    return switch (reply.command()) {
      case "PASS" -> known(request, reply);
      case "NOTFOUND" -> here.deliver(request);
      default -> unknown(request, "failed");
    };
  }

  private Delivery known(Request request, AuthReply reply) {
    Optional<String> host = given(reply, "hostip").or(() -> given(reply, "host"));
    int port = Numbers.parse(reply.value("port").orElse("" + LMTP_PORT), Endpoint.LARGEST_PORT);
    Endpoint server = new Endpoint.Inet(host.orElse(""), port);
    boolean isProxied = reply.has("proxy") || reply.has("proxy_maybe");
    if (isProxied && (host.isEmpty() || port < 1)) {
      return unknown(request, "named no server");
    }
    if (!isProxied || (!reply.has("proxy") && origin.isAt(server))) {
      return here.deliver(request.named(reply.value("user").orElse(request.user())));
    }
    if (reply.has("ssl") || reply.has("starttls")) {
      return refused(request, "4.7.4", "User look-up wants TLS, which isn't spoken to servers");
    }
    if (!reply.value("protocol").orElse("lmtp").equals("lmtp")) {
      return unknown(request, "named no LMTP server");
    }
    String destination = Destination.of(request, reply);
    return Destination.isAddress(destination)
        ? there.deliver(request, server, destination)
        : unknown(request, "named no address");
  }

  /** As the resolver of an empty name would answer with this machine. */
  private static Optional<String> given(AuthReply reply, String field) {
    return reply.value(field).filter(value -> !value.isEmpty());
  }

  private static Delivery unknown(Request request, String why) {
    return refused(request, "4.3.0", "User look-up " + why);
  }

  /** It is the configuration that is wrong, and once that is mended the mail goes through. */
  private static Delivery refused(Request request, String enhanced, String text) {
    return new Refused(Outcome.of(451, enhanced, request.address(), text, "relay=none"));
  }

  @Override
  public void sent() {}

  @Override
  public void lost(String why) {
    isOver = true;
    asked.forEach(
        (id, who) -> {
          who.limit().cancel();
          who.delivery().becomes(unknown(who.request(), "failed"));
        });
    asked.clear();
  }

  @Override
  public void close() {
    lost("");
    here.close();
    wire.close();
    there.close();
  }
}
