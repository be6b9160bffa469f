package org.masterless.lmtpproxy.delivery;

import java.net.UnixDomainSocketAddress;
import org.masterless.lmtpproxy.io.Loop;

/** All of a session's mail to masterless-lmtp-deliver. */
public final class ChildRoutes implements Routes {
  private final Loop loop;
  private final UnixDomainSocketAddress socket;
  private final Patience patience;
  private final Spare spare;

  /** What a {@link ChildRoute} has, but for the connection. */
  public ChildRoutes(Loop loop, UnixDomainSocketAddress socket, Patience patience) {
    this.loop = loop;
    this.socket = socket;
    this.patience = patience;
    this.spare = new Spare(loop, socket);
  }

  @Override
  public Route open(Origin origin) {
    return new ChildRoute(loop, socket, patience, spare);
  }

  @Override
  public void expectMore() {
    spare.prepare();
  }
}
