package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.AddressList;
import org.masterless.generator.read.IpAddress;
import org.masterless.generator.read.Parameters;

/**
 * The addresses of {@code inet_interfaces} that {@code inet_protocols} lets through. Names are
 * looked up in /etc/hosts alone: no resolver runs when generators do.
 */
final class Interfaces {
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  private final Machine machine;
  private final boolean hasIpv4;
  private final boolean hasIpv6;
  private final boolean isIpv6Wanted;
  private final List<IpAddress> addresses;

  private Interfaces(Machine machine, List<String> protocols, List<String> interfaces) {
    this.machine = machine;
    boolean isAll = protocols.contains("all");
    this.isIpv6Wanted = isAll || protocols.contains("ipv6");
    this.hasIpv4 = isAll || protocols.contains("ipv4");
    this.hasIpv6 = isIpv6Wanted && machine.hasIpv6();
    this.addresses = interfaces.equals(List.of("all")) ? all() : named(interfaces);
  }

  /** Reports what it can't use, once an inet service without a host asks for the addresses. */
  static Interfaces of(Parameters parameters, Machine machine) {
    List<String> names = parameters.list("inet_interfaces");
    Interfaces interfaces = new Interfaces(machine, protocols(parameters), names);
    if (!names.equals(List.of("all"))) {
      interfaces.reportUnknown(parameters, names);
    }
    return interfaces;
  }

  /** All that the machine has, for services that Postfix's parameters say nothing about. */
  static Interfaces ofMachine(Machine machine) {
    return new Interfaces(machine, List.of("all"), List.of("all"));
  }

  private static List<String> protocols(Parameters parameters) {
    List<String> protocols = parameters.list("inet_protocols");
    for (String protocol : protocols) {
      if (!List.of("all", "ipv4", "ipv6").contains(protocol)) {
        parameters.report("inet_protocols", "expected all, ipv4 or ipv6");
        return List.of("all");
      }
    }
    return protocols;
  }

  private void reportUnknown(Parameters parameters, List<String> names) {
    for (String name : names) {
      if (find(name).isEmpty()) {
        parameters.report(
            "inet_interfaces",
            name + " is neither an address nor in /etc/hosts",
            "not listening there, and Postfix's programs refuse to start until it is known");
      }
    }
  }

  /** For services that name no host, in master's order. */
  List<IpAddress> addresses() {
    return addresses;
  }

  /** Addresses of a host name that may be used, in master's order. */
  List<IpAddress> resolve(String host) {
    return AddressList.sorted(usable(find(host)));
  }

  List<IpAddress> usable(List<IpAddress> candidates) {
    List<IpAddress> usable = new ArrayList<>();
    for (IpAddress address : candidates) {
      if (address.isIpv4() ? hasIpv4 : hasIpv6) {
        usable.add(address);
      }
    }
    return usable;
  }

  /** Why a host has no address that may be used. */
  String whyNot(String host) {
    if (find(host).isEmpty()) {
      return "host " + host + " is not in /etc/hosts, and there is no resolver yet at boot";
    }
    return "host "
        + host
        + (isIpv6Wanted && !hasIpv6
            ? " has no address of a protocol that this machine has"
            : " has no address that inet_protocols lets through");
  }

  private List<IpAddress> all() {
    return usable(List.of(IpAddress.ANY_IPV4, IpAddress.ANY_IPV6));
  }

  private List<IpAddress> named(List<String> names) {
    List<IpAddress> found = new ArrayList<>();
    for (String name : names) {
      found.addAll(find(name));
    }
    return AddressList.sorted(usable(found));
  }

  private List<IpAddress> find(String name) {
    Optional<IpAddress> address = IpAddress.parse(name);
    if (address.isPresent()) {
      return List.of(address.get());
    }
    List<String> texts = new ArrayList<>(machine.addressesOf(name));
    if (name.equals("loopback-only") || (name.equals("localhost") && texts.isEmpty())) {
      texts.addAll(machine.hasIpv6Loopback() ? LOOPBACK : LOOPBACK.subList(0, 1));
    }
    List<IpAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      IpAddress.parse(text).ifPresent(addresses::add);
    }
    return addresses;
  }
}
