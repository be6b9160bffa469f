package org.masterless.generator.translate;

/**
 * The socket of an entry. Without default dependencies, because those put it before sockets.target,
 * and the instance's handle, which starts it, comes after that.
 */
final class SocketUnit {
  private SocketUnit() {}

  static Generated.Unit of(Service service) {
    InstanceSettings instance = service.instance();
    UnitText unit =
        new UnitText()
            .comment(service.origin())
            .section("Unit")
            .set("Description", service.title() + " (socket)")
            .set("Documentation", service.documentation())
            .set("SourcePath", instance.masterCf())
            .lines(
                """
                DefaultDependencies=no
                Conflicts=shutdown.target
                """)
            .raw("Before", instance.target() + " shutdown.target")
            .raw("PartOf", instance.target())
            .lines("StartLimitIntervalSec=0\n")
            .section("Socket");
    for (String address : service.listeners().addresses()) {
      unit.set(service.listeners().setting(), address);
    }
    if (service.listeners().isInet()) {
      inet(unit);
    } else {
      path(unit, service);
    }
    unit.set("Backlog", Math.max(service.entry().processLimit(), instance.leastBacklog()))
        .lines("TriggerLimitIntervalSec=0\n")
        .raw("Slice", instance.slice());
    return new Generated.Unit(service.socketUnit(), unit.text());
  }

  /** FreeBind: an address that comes late must not cost the socket. */
  private static void inet(UnitText unit) {
    unit.lines(
        """
        BindIPv6Only=ipv6-only
        ReusePort=yes
        FreeBind=yes
        """);
  }

  /** Who may connect is decided by the folder; only the owner may be told by systemd. */
  private static void path(UnitText unit, Service service) {
    boolean isFifo = service.listeners().setting().equals("ListenFIFO");
    unit.set("SocketUser", service.instance().mailOwner().name())
        .raw("SocketMode", isFifo ? "0622" : "0666")
        .lines("RemoveOnStop=yes\n");
  }
}
