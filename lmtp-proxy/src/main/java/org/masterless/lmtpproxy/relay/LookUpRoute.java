package org.masterless.lmtpproxy.relay;

import java.net.UnixDomainSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    Loop.Timer limit = loop.after(patience.forRcpt().toMillis(), () -> answer(id, "FAIL\t" + id));
    asked.put(id, new Asked(request, delivery, limit));
    wire.send(Octets.bytes("PASS\t" + id + "\t" + request.user() + "\tservice=lmtp\n"));
    return delivery;
  }

  @Override
  public void line(String text) {
    answer(AuthFields.of(text).get(1), text);
  }

  private void answer(String id, String line) {
    Optional<Asked> found = Optional.ofNullable(asked.get(id));
    AuthFields fields = AuthFields.of(line);
    if (found.isPresent() && fields.get(0).matches("PASS|NOTFOUND|FAIL")) {
      asked.remove(id);
      found.get().limit().cancel();
      found.get().delivery().becomes(delivery(found.get().request(), fields));
    }
  }

  private Delivery delivery(Request request, AuthFields fields) {
    return switch (fields.get(0)) {
      case "PASS" -> known(request, fields);
      case "NOTFOUND" ->
          new Refused(
              Outcome.of(550, "5.1.1", request.address(), "User doesn't exist", "relay=none"));
      default -> unknown(request, "failed");
    };
  }

  private Delivery known(Request request, AuthFields fields) {
    Optional<String> host = fields.value("host");
    boolean isElsewhere = fields.has("proxy") || fields.has("proxy_maybe");
    if (!isElsewhere) {
      return here.deliver(request.named(fields.value("user").orElse(request.user())));
    }
    int port = Numbers.parse(fields.value("port").orElse("" + LMTP_PORT), Endpoint.LARGEST_PORT);
    if (host.isEmpty() || port < 1) {
      return unknown(request, "named no server");
    }
    String destination = fields.value("destuser").orElse(request.address());
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
