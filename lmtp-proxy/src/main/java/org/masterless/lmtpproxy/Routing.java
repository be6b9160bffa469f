package org.masterless.lmtpproxy;

import java.net.UnixDomainSocketAddress;
import org.masterless.lmtpproxy.config.Settings;
import org.masterless.lmtpproxy.delivery.ChildRoute;
import org.masterless.lmtpproxy.session.Front;

/** Which way the configuration sends mail. */
final class Routing {
  private Routing() {}

  static Front.Routes of(Settings settings) {
    UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(settings.delivery().socket());
    return loop -> new ChildRoute(loop, socket, settings.delivery().patience());
  }
}
