package org.masterless.lmtpproxy;

import java.net.UnixDomainSocketAddress;
import java.util.Optional;
import org.masterless.lmtpproxy.config.Endpoint;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.delivery.ChildRoute;
import org.masterless.lmtpproxy.delivery.ChildRoutes;
import org.masterless.lmtpproxy.delivery.Origin;
import org.masterless.lmtpproxy.delivery.Places;
import org.masterless.lmtpproxy.io.Loop;
import org.masterless.lmtpproxy.relay.LookUpRoute;
import org.masterless.lmtpproxy.relay.RelayRoute;
import org.masterless.lmtpproxy.session.Front;

/** Which way the configuration sends mail. */
final class Routing {
  private Routing() {}

  static Front.Routing of(Settings settings) {
    Places places = new Places(settings.delivery().processes());
    Settings.Target target = settings.relay().target();
    if (target instanceof Settings.Target.To to) {
      return loop -> origin -> relay(settings, loop, origin, Optional.of(to.server()));
    } else if (target instanceof Settings.Target.LookUp lookUp) {
      UnixDomainSocketAddress auth = UnixDomainSocketAddress.of(lookUp.socket());
      return loop ->
          origin ->
              new LookUpRoute(
                  loop,
                  auth,
                  settings.relay().patience(),
                  origin,
                  new ChildRoute(
                      loop, children(settings), settings.delivery().patience(), places.message()),
                  relay(settings, loop, origin, Optional.empty()));
    }
    return loop ->
        new ChildRoutes(loop, children(settings), settings.delivery().patience(), places);
  }

  private static UnixDomainSocketAddress children(Settings settings) {
    return UnixDomainSocketAddress.of(settings.delivery().socket());
  }

  private static RelayRoute relay(
      Settings settings, Loop loop, Origin origin, Optional<Endpoint> server) {
    RelayRoute.Manner manner =
        new RelayRoute.Manner(settings.service().hostName(), settings.relay().patience(), origin);
    return new RelayRoute(loop, manner, server);
  }
}
