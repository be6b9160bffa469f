package org.masterless.lmtpproxy.delivery;

import java.io.IOException;
import java.net.SocketAddress;
import org.masterless.lmtpproxy.config.Endpoint;

/**
 * How mail has come here, which says where it must not go on to.
 *
 * @param local where the client has connected to
 * @param hops through how many proxies more the mail may go, as XCLIENT says (TTL)
 */
public record Origin(SocketAddress local, int hops) {
  /** Where no client has said anything: Dovecot's LMTP_PROXY_DEFAULT_TTL, and this one. */
  public static final int MOST_HOPS = 6;

  /**
   * Whether {@code place} is where the client has connected to; by address, a name says nothing.
   */
  public boolean isAt(Endpoint place) {
    try {
      return place.isAddress() && place.resolve().equals(local);
    } catch (IOException e) {
      return false;
    }
  }
}
