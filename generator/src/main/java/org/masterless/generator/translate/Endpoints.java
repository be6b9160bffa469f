package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.InetEndpoint;
import org.masterless.generator.read.IpAddress;
import org.masterless.generator.read.Parsed;
import org.masterless.generator.read.ServiceType;
import org.masterless.generator.read.Services;

/**
 * Finds out where an entry listens: {@code inet_interfaces} × {@code inet_protocols}, or what its
 * own service field says.
 */
final class Endpoints {
  /** sizeof sun_path, less the NUL (unix(7)). */
  static final int LONGEST_SOCKET_PATH = 107;

  private final Interfaces interfaces;
  private final Services services;
  private final String queueDirectory;

  Endpoints(Interfaces interfaces, Services services, String queueDirectory) {
    this.interfaces = interfaces;
    this.services = services;
    this.queueDirectory = queueDirectory;
  }

  Parsed<Listeners> of(Entry entry) {
    return switch (entry.type()) {
      case INET, INET_DGRAM -> inet(entry);
      case UNIX -> path("ListenStream", entry, true);
      case PASS -> path("ListenStream", entry, false);
      case FIFO -> path("ListenFIFO", entry, true);
      case UNIX_DGRAM -> path("ListenDatagram", entry, true);
    };
  }

  private Parsed<Listeners> path(String setting, Entry entry, boolean isLocalOnly) {
    String path = queueDirectory + "/" + place(entry);
    String objection = SystemdText.objectionTo(path);
    if (!objection.isEmpty()) {
      return Parsed.bad("socket path " + path + " " + objection);
    }
    if (path.length() > LONGEST_SOCKET_PATH && !setting.equals("ListenFIFO")) {
      return Parsed.bad(
          "socket path " + path + " is longer than " + LONGEST_SOCKET_PATH + " bytes");
    }
    return Parsed.good(new Listeners(setting, List.of(path), isLocalOnly, false));
  }

  /** A public FIFO is made in another folder, see {@link SocketUnit}. */
  private static String place(Entry entry) {
    if (entry.type() == ServiceType.FIFO && !entry.hidden()) {
      return "private/fifo:" + entry.service().replace('/', ':');
    }
    return (entry.hidden() ? "private/" : "public/") + entry.service();
  }

  private Parsed<Listeners> inet(Entry entry) {
    Parsed<InetEndpoint> endpoint = InetEndpoint.parse(entry.service(), services);
    if (endpoint instanceof Parsed.Good<InetEndpoint> good) {
      return inet(good.value());
    }
    return Parsed.bad(((Parsed.Bad<InetEndpoint>) endpoint).why());
  }

  private Parsed<Listeners> inet(InetEndpoint endpoint) {
    List<IpAddress> addresses = endpoint.hasHost() ? addressesOf(endpoint) : interfaces.addresses();
    if (addresses.isEmpty()) {
      return Parsed.bad(
          endpoint.hasHost()
              ? interfaces.whyNot(endpoint.host())
              : "no address left to listen on by inet_interfaces and inet_protocols");
    }
    List<String> sockets = new ArrayList<>();
    boolean isLocalOnly = true;
    for (IpAddress address : addresses) {
      sockets.add(address.isIpv4() ? address.text() : "[" + address.text() + "]");
      isLocalOnly &= address.isLoopback();
    }
    sockets.replaceAll(socket -> socket + ":" + endpoint.port());
    return Parsed.good(new Listeners("ListenStream", sockets, isLocalOnly, true));
  }

  private List<IpAddress> addressesOf(InetEndpoint endpoint) {
    Optional<IpAddress> address = endpoint.address();
    return address.isPresent()
        ? interfaces.usable(List.of(address.get()))
        : interfaces.resolve(endpoint.host());
  }
}
