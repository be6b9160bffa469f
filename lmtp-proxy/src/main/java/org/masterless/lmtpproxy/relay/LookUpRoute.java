package org.masterless.lmtpproxy.relay;

import java.net.UnixDomainSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masterless.accounts.AuthReply;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.delivery.ChildRoute;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.lmtpproxy.delivery.Refused;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.delivery.Route;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.smtp.Command;
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
  private final Patience patience;
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
      ChildRoute here,
      RelayRoute there) {
    this.loop = loop;
    this.patience = patience;
    this.here = here;
    this.there = there;
    this.wire = new Wire(loop, auth, this);
  }

  /** The server's VERSION need not be waited for; a service must be named, or it hangs up. */
  @Override
  public Delivery deliver(Request request) {
    if (requests == 0) {
      wire.connect();
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
    wire.send(Octets.bytes("PASS\t" + id + "\t" + request.user() + "\tservice=lmtp\n"));
    return delivery;
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

  private Delivery delivery(Request request, AuthReply reply) {
    return switch (reply.command()) {
      case "PASS" -> known(request, reply);
      case "NOTFOUND" ->
          new Refused(
              Outcome.of(550, "5.1.1", request.address(), "User doesn't exist", "relay=none"));
      default -> unknown(request, "failed");
    };
  }

  private Delivery known(Request request, AuthReply reply) {
    Optional<String> host = reply.value("host");
    boolean isElsewhere = reply.has("proxy") || reply.has("proxy_maybe");
    if (!isElsewhere) {
      return here.deliver(request.named(reply.value("user").orElse(request.user())));
    }
    int port = Numbers.parse(reply.value("port").orElse("" + LMTP_PORT), Endpoint.LARGEST_PORT);
    if (host.isEmpty() || port < 1) {
      return unknown(request, "named no server");
    }
    String destination = reply.value("destuser").orElse(request.address());
    return isAddress(destination)
        ? there.deliver(request, new Endpoint.Inet(host.get(), port), destination)
        : unknown(request, "named no address");
  }

  /** It goes into a command. */
  private static boolean isAddress(String text) {
    boolean isWord = text.indexOf(' ') < 0 && text.indexOf('<') < 0 && text.indexOf('>') < 0;
    return Command.isClean(text) && (isWord || text.startsWith("\""));
  }

  private static Delivery unknown(Request request, String why) {
    return new Refused(
        Outcome.of(451, "4.3.0", request.address(), "User look-up " + why, "relay=none"));
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
    wire.close();
    here.close();
    there.close();
  }
}
