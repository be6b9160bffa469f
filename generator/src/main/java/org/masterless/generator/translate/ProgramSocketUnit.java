package org.masterless.generator.translate;

import org.masterless.generator.read.ServiceOption;

/**
 * The socket of an entry of services.cf. Without default dependencies, because those put it before
 * sockets.target, and what starts it comes after that.
 */
final class ProgramSocketUnit {
  /** As many as Postfix's services have processes, where they don't say. */
  private static final int USUAL_CONNECTIONS = 100;

  /** What "no limit" is to systemd, which has no word for it. */
  private static final String ANY_NUMBER = "4294967295";

  private ProgramSocketUnit() {}

  static Generated.Unit of(ProgramService service) {
    UnitText unit =
        new UnitText()
            .comment(service.origin())
            .section("Unit")
            .set("Description", service.title() + " (socket)")
            .set("Documentation", ProgramServiceUnit.DOCUMENTATION)
            .set("SourcePath", service.entry().place().file())
            .lines(
                """
                DefaultDependencies=no
                Conflicts=shutdown.target
                """)
            .raw("Before", ProgramService.TARGET + " shutdown.target")
            .raw("PartOf", ProgramService.TARGET)
            .lines(
                """
                OnFailure=masterless-failed@%n.service
                StartLimitIntervalSec=0
                """)
            .section("Socket");
    for (String address : service.listeners().addresses()) {
      unit.set(service.listeners().setting(), address);
    }
    if (service.listeners().isInet()) {
      // An address that comes late must not cost the socket.
      unit.lines("FreeBind=yes\n");
    } else {
      path(unit, service);
    }
    if (service.accepts()) {
      unit.lines("Accept=yes\n").raw("MaxConnections", connections(service));
    }
    unit.lines("TriggerLimitIntervalSec=0\n").raw("Slice", ProgramService.slice());
    return new Generated.Unit(service.socketUnit(), unit.text());
  }

  private static void path(UnitText unit, ProgramService service) {
    String mode = service.options().get(ServiceOption.SOCKET_MODE);
    String byColumn = service.entry().hidden() ? "0600" : "0666";
    unit.setIfAny("SocketUser", service.options().get(ServiceOption.SOCKET_USER))
        .setIfAny("SocketGroup", service.options().get(ServiceOption.SOCKET_GROUP))
        .raw("SocketMode", mode.isEmpty() ? byColumn : mode)
        .lines("RemoveOnStop=yes\n");
  }

  private static String connections(ProgramService service) {
    if (service.entry().processLimitIsDefault()) {
      return Integer.toString(USUAL_CONNECTIONS);
    }
    int limit = service.entry().processLimit();
    return limit == 0 ? ANY_NUMBER : Integer.toString(limit);
  }
}
