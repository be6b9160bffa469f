package org.masterless.generator.translate;

import java.util.List;

/** The socket of an entry of master.cf. */
final class SocketUnit {
  private SocketUnit() {}

  static Generated.Unit of(Service service) {
    InstanceSettings instance = service.instance();
    UnitText unit =
        SocketBeginning.of(
            service.origin(),
            service.title(),
            service.documentation(),
            instance.masterCf(),
            instance.target(),
            service.listeners());
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
    if (isFifo) {
      fifo(unit, service);
    }
  }

  /**
   * systemd replaces an old socket, but refuses an old FIFO that isn't root's: the one that a crash
   * or master(8) left. And systemd 252 refuses the one that it has just made itself where the
   * folder is set-gid, as public/ is, so that one is made elsewhere and moved; Postfix's clients
   * refuse a FIFO with two links. All of this as the mail owner, since the folders are his to play
   * tricks with.
   */
  private static void fifo(UnitText unit, Service service) {
    String made = service.listeners().addresses().get(0);
    unit.set("User", service.instance().mailOwner().name())
        .command("ExecStartPre", "-:/bin/rm -f --", List.of(made));
    if (!service.entry().hidden()) {
      String path = service.instance().queueDirectory() + "/public/" + service.entry().service();
      unit.command("ExecStartPost", ":/bin/mv -fT --", List.of(made, path))
          .command("ExecStopPost", "-:/bin/rm -f --", List.of(path));
    }
  }
}
