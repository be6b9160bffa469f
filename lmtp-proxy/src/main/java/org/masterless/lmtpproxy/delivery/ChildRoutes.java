package org.masterless.lmtpproxy.delivery;

import java.net.UnixDomainSocketAddress;
import org.masterless.lmtpproxy.io.Loop;

/** All of a session's mail to masterless-lmtp-deliver: one way for all transactions. */
public final class ChildRoutes implements Routes {
  private final ChildRoute route;

  /** What a {@link ChildRoute} has, but for the connection. */
  public ChildRoutes(Loop loop, UnixDomainSocketAddress socket, Patience patience, Places places) {
    this.route = new ChildRoute(loop, socket, patience, places.message());
  }

  @Override
  public Route open(Origin origin) {
    return route;
  }

  @Override
  public void expectMore() {
    route.spare().prepare();
  }
}
