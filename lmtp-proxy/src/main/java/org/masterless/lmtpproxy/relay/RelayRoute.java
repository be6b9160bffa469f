package org.masterless.lmtpproxy.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Origin;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.lmtpproxy.delivery.Refused;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.delivery.Route;
import org.masterless.lmtpproxy.io.Loop;

/** To other LMTP servers, with one connection to each in a transaction. */
public final class RelayRoute implements Route {
  /**
   * How to speak to servers.
   *
   * @param hostName for LHLO
   */
  public record Manner(String hostName, Patience patience, Origin origin) {}

  private final Loop loop;
  private final Manner manner;
  private final Optional<Endpoint> server;
  private final Map<Endpoint, RelayConnection> connections = new HashMap<>();

  /**
   * A route for one transaction.
   *
   * @param server of all recipients for whom no other one is named
   */
  public RelayRoute(Loop loop, Manner manner, Optional<Endpoint> server) {
    this.loop = loop;
    this.manner = manner;
    this.server = server;
  }

  /** Word for word: which addresses are one user is for that server to say, not for our rules. */
  @Override
  public Object identity(Request request) {
    return request.rcpt();
  }

  @Override
  public Delivery deliver(Request request) {
    return deliver(request, server.orElseThrow(), request.address());
  }

  /** To another server than the others, or by another address. */
  Delivery deliver(Request request, Endpoint to, String destination) {
    if (manner.origin().isAt(to)) {
      return loop(request, to, "is this server itself");
    } else if (manner.origin().hops() < 1) {
      return loop(request, to, "would be one proxy too many: does mail go in circles?");
    }
    Optional<RelayConnection> known =
        Optional.ofNullable(connections.get(to)).filter(connection -> !connection.isOver());
    RelayConnection connection =
        known.orElseGet(() -> new RelayConnection(loop, to.toString(), manner));
    RelayDelivery delivery = new RelayDelivery(connection, request, destination);
    connection.add(delivery);
    if (known.isEmpty()) {
      connections.put(to, connection);
      Resolver.resolve(
          loop,
          to,
          address ->
              address.ifPresentOrElse(
                  connection::connect, () -> connection.fail("4.4.3", "has no known address")));
    }
    return delivery;
  }

  /** Useful only as a transient error, says RFC 3463, 3.5: routes can be mended. */
  private static Delivery loop(Request request, Endpoint to, String what) {
    String text = "Mail server " + to + " " + what;
    return new Refused(Outcome.of(451, "4.4.6", request.address(), text, "relay=" + to));
  }

  @Override
  public void close() {
    connections.values().forEach(RelayConnection::close);
  }
}
