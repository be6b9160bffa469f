package org.masterless.lmtpproxy.relay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.delivery.Delivery;
import org.masterless.lmtpproxy.delivery.Outcome;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.lmtpproxy.delivery.Refused;
import org.masterless.lmtpproxy.delivery.Request;
import org.masterless.lmtpproxy.delivery.Route;
import org.masterless.lmtpproxy.io.Loop;

/** To other LMTP servers, with one connection to each in a transaction. */
public final class RelayRoute implements Route {
  private final Loop loop;
  private final String hostName;
  private final Patience patience;
  private final Optional<Endpoint> server;
  private final Map<Endpoint, RelayConnection> connections = new HashMap<>();

  /**
   * A route for one transaction.
   *
   * @param hostName for LHLO
   * @param server of all recipients for whom no other one is named
   */
  public RelayRoute(Loop loop, String hostName, Patience patience, Optional<Endpoint> server) {
    this.loop = loop;
    this.hostName = hostName;
    this.patience = patience;
    this.server = server;
  }

  @Override
  public Delivery deliver(Request request) {
    return deliver(request, server.orElseThrow(), request.address());
  }

  /** To another server than the others, or by another address. */
  Delivery deliver(Request request, Endpoint to, String destination) {
    Optional<RelayConnection> known =
        Optional.ofNullable(connections.get(to)).filter(connection -> !connection.isOver());
    try {
      RelayConnection connection = known.isPresent() ? known.get() : open(to);
      RelayDelivery delivery = new RelayDelivery(connection, request, destination);
      connection.add(delivery);
      if (known.isEmpty()) {
        connection.begin();
      }
      return delivery;
    } catch (IOException e) {
      String text = "Mail server " + to + " isn't known: " + e.getMessage();
      return new Refused(Outcome.of(451, "4.4.3", request.address(), text, "relay=" + to));
    }
  }

  private RelayConnection open(Endpoint to) throws IOException {
    RelayConnection connection =
        new RelayConnection(loop, to.resolve(), to.toString(), hostName, patience);
    connections.put(to, connection);
    return connection;
  }

  @Override
  public void close() {
    connections.values().forEach(RelayConnection::close);
  }
}
