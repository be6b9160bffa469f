package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.EntryFormat;
import org.masterless.generator.read.InetEndpoint;
import org.masterless.generator.read.IpAddress;
import org.masterless.generator.read.Parsed;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.ServiceType;
import org.masterless.generator.read.Services;

/** Finds out where an entry of services.cf listens. */
final class ProgramEndpoints {
  private static final String STREAM = "ListenStream";
  private static final String DATAGRAM = "ListenDatagram";

  private final Machine machine;
  private final Interfaces interfaces;
  private final Services services;
  private final Origins origins;

  ProgramEndpoints(Machine machine, Services services, Origins origins) {
    this.machine = machine;
    this.interfaces = Interfaces.ofMachine(machine);
    this.services = services;
    this.origins = origins;
  }

  Parsed<Listeners> of(Entry entry) {
    return switch (entry.type()) {
      case INET -> inet(STREAM, entry);
      case INET_DGRAM -> inet(DATAGRAM, entry);
      case UNIX, PASS -> path(STREAM, entry);
      case UNIX_DGRAM -> path(DATAGRAM, entry);
      case FIFO -> path("ListenFIFO", entry);
    };
  }

  private Parsed<Listeners> path(String setting, Entry entry) {
    String path = EntryFormat.path(entry.service());
    String objection = SystemdText.objectionTo(path);
    if (objection.isEmpty() && path.endsWith("/")) {
      objection = "is a folder";
    }
    if (objection.isEmpty()) {
      objection = objectionToFolder(path);
    }
    if (!objection.isEmpty()) {
      return Parsed.bad("socket path " + path + " " + objection);
    }
    if (path.length() > Endpoints.LONGEST_SOCKET_PATH && entry.type() != ServiceType.FIFO) {
      return Parsed.bad(
          "socket path " + path + " is longer than " + Endpoints.LONGEST_SOCKET_PATH + " bytes");
    }
    return Parsed.good(new Listeners(setting, List.of(path), true, false));
  }

  /** What is below {@code /run/masterless} already belongs to instances of Postfix. */
  private String objectionToFolder(String path) {
    String below = RunFolder.MASTERLESS + "/";
    if (!path.startsWith(below)) {
      return "";
    }
    int slash = path.indexOf('/', below.length());
    String first = slash < 0 ? path : path.substring(0, slash);
    if (first.startsWith(below + "+") || first.equals(below + InstanceSettings.DEFAULT_NAME)) {
      return "is where masterless keeps what it knows of Postfix";
    }
    // apply makes the units of this file alone, and knows of instances that run only.
    if (machine.hasFile(first + "/applied")) {
      return "is where masterless keeps what it knows of a Postfix instance that runs";
    }
    Optional<Place> instance = origins.of(first);
    return instance.isPresent()
        ? "is where masterless keeps what it knows of the instance of " + instance.get()
        : "";
  }

  private Parsed<Listeners> inet(String setting, Entry entry) {
    Parsed<InetEndpoint> endpoint = InetEndpoint.parse(entry.service(), services);
    if (endpoint instanceof Parsed.Good<InetEndpoint> good) {
      return good.value().hasHost()
          ? named(setting, good.value())
          : inet(setting, List.of(Integer.toString(good.value().port())));
    }
    return Parsed.bad(((Parsed.Bad<InetEndpoint>) endpoint).why());
  }

  private Parsed<Listeners> named(String setting, InetEndpoint endpoint) {
    List<IpAddress> addresses =
        endpoint.address().isPresent()
            ? List.of(endpoint.address().get())
            : interfaces.resolve(endpoint.host());
    List<String> sockets = new ArrayList<>();
    for (IpAddress address : addresses) {
      String host = address.isIpv4() ? address.text() : "[" + address.text() + "]";
      sockets.add(host + ":" + endpoint.port());
    }
    return sockets.isEmpty()
        ? Parsed.bad(interfaces.whyNot(endpoint.host()))
        : inet(setting, sockets);
  }

  private static Parsed<Listeners> inet(String setting, List<String> sockets) {
    return Parsed.good(new Listeners(setting, sockets, false, true));
  }
}
