package org.masterless.generator.translate;

import org.masterless.generator.read.ServiceOption;

/** The socket of an entry of services.cf. */
final class ProgramSocketUnit {
  /** As many as Postfix's services have processes, where they don't say. */
  private static final int USUAL_CONNECTIONS = 100;

  /** What "no limit" is to systemd, which has no word for it. */
  private static final String ANY_NUMBER = "4294967295";

  private ProgramSocketUnit() {}

  static Generated.Unit of(ProgramService service) {
    UnitText unit =
        SocketBeginning.of(
            service.origin(),
            service.title(),
            ProgramServiceUnit.DOCUMENTATION,
            service.entry().place().file(),
            ProgramService.TARGET,
            service.listeners());
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
