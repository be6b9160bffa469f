package org.masterless.lmtpproxy.session;

import java.util.Map;
import org.masterless.system.Numbers;

/**
 * Whom the session is with.
 *
 * @param address IP address; empty for a client on a unix socket
 * @param helo its name, as it says
 * @param protocol {@code LMTP}, with S under TLS (RFC 3848), or what a trusted peer says
 * @param hops through how many proxies more its mail may go
 * @param isTrusted whether XCLIENT is for it
 */
record Identity(String address, String helo, String protocol, int hops, boolean isTrusted) {
  Identity withHelo(String name) {
    return new Identity(address, name, protocol, hops, isTrusted);
  }

  Identity withProtocol(String name) {
    return new Identity(address, helo, name, hops, isTrusted);
  }

  /** As a trusted peer says; what it leaves out stays as it is. */
  Identity with(Map<String, String> attributes) {
    String client = attributes.getOrDefault("ADDR", address);
    String known = client.regionMatches(true, 0, "IPV6:", 0, 5) ? client.substring(5) : client;
    int ttl = Numbers.parse(attributes.getOrDefault("TTL", ""), Integer.MAX_VALUE);
    return new Identity(
        known,
        attributes.getOrDefault("HELO", helo),
        attributes.getOrDefault("PROTO", protocol),
        ttl < 0 ? hops : ttl,
        isTrusted);
  }
}
