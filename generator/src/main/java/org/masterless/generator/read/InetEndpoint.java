package org.masterless.generator.read;

import java.util.Optional;

/**
 * The first field of an inet service, taken apart: {@code host_port} of Postfix's host_port.c.
 *
 * @param host a name or a numeric address without brackets; empty where the field is a port only,
 *     which means the addresses of {@code inet_interfaces}
 */
public record InetEndpoint(String host, int port) {
  /** Reads {@code smtp}, {@code 25}, {@code :25}, {@code host:25}, {@code [::1]:25}. */
  public static Parsed<InetEndpoint> parse(String field, Services services) {
    if (field.startsWith("[")) {
      return bracketed(field, services);
    }
    int colon = field.lastIndexOf(':');
    String host = colon < 0 ? "" : field.substring(0, colon);
    return endpoint(field, host, field.substring(colon + 1), services);
  }

  private static Parsed<InetEndpoint> bracketed(String field, Services services) {
    int close = field.indexOf(']');
    if (close < 0) {
      return Parsed.bad("missing \"]\" in " + Quoted.of(field));
    }
    String rest = field.substring(close + 1);
    if (!rest.isEmpty() && rest.charAt(0) != ':') {
      return Parsed.bad("text after \"]\" in " + Quoted.of(field));
    }
    String inside = field.substring(1, close);
    String host = IpAddress.parseBracketed(inside).map(IpAddress::text).orElse(inside);
    return inside.isEmpty()
        ? badHost(field, inside)
        : endpoint(field, host, rest.isEmpty() ? "" : rest.substring(1), services);
  }

  private static Parsed<InetEndpoint> endpoint(
      String field, String host, String service, Services services) {
    if (service.isEmpty()) {
      return Parsed.bad("missing port in " + Quoted.of(field));
    }
    Optional<IpAddress> address = IpAddress.parseBare(host);
    if (!host.isEmpty() && address.isEmpty() && !HostName.isValid(host)) {
      return badHost(field, host);
    }
    String canonical = address.map(IpAddress::text).orElse(host);
    return services.portOf(service).map(port -> new InetEndpoint(canonical, port));
  }

  private static Parsed<InetEndpoint> badHost(String field, String host) {
    String whole = host.equals(field) ? "" : " in " + Quoted.of(field);
    return Parsed.bad(
        "bad host " + Quoted.of(host) + whole + ": expected a host name or a numeric address");
  }

  public boolean hasHost() {
    return !host.isEmpty();
  }

  /** The address, where the host is numeric. */
  public Optional<IpAddress> address() {
    return IpAddress.parseBare(host);
  }

  /** What makes two entries the same service (master_conf.c). */
  public String canonical() {
    return hasHost() ? "[" + host + "]:" + port : Integer.toString(port);
  }
}
