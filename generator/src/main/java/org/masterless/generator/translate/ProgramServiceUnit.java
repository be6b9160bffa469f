package org.masterless.generator.translate;

/** The service of an entry of services.cf: its program in a sandbox of its own. */
final class ProgramServiceUnit {
  static final String DOCUMENTATION = "man:masterless.services(5) man:masterless(7)";

  private ProgramServiceUnit() {}

  static Generated.Unit of(ProgramService service) {
    UnitText unit =
        new UnitText()
            .comment(service.origin())
            .section("Unit")
            .set("Description", service.title() + " (" + program(service) + ")")
            .set("Documentation", DOCUMENTATION)
            .set("SourcePath", service.entry().place().file())
            .raw("PartOf", ProgramService.TARGET);
    if (service.accepts()) {
      // Else each connection that ends badly would leave a unit behind.
      unit.lines("CollectMode=inactive-or-failed\n");
    } else {
      unit.raw("Requires", service.socketUnit()).raw("After", service.socketUnit());
    }
    unit.lines("StartLimitIntervalSec=0\n").section("Service").raw("Type", service.type());
    if (service.type().equals("notify")) {
      unit.lines("NotifyAccess=main\n");
    }
    unit.command("ExecStart", ":" + Quoting.execWord(service.program()), service.arguments());
    if (!service.accepts()) {
      unit.lines(
          """
          Restart=on-failure
          RestartSec=2s
          """);
    }
    if (service.isOwn()) {
      // It ends when its work is done, which what it has started for that must not end before.
      unit.lines("KillMode=mixed\n");
    }
    unit.lines("OOMPolicy=continue\n").raw("Slice", ProgramService.slice());
    streams(unit, service);
    ProgramSandbox.of(service).write(unit);
    return new Generated.Unit(service.serviceUnit(), unit.text());
  }

  private static String program(ProgramService service) {
    return UnitNames.escape(Words.lastPart(service.entry().command()));
  }

  /** What would go to the socket by default, where that is standard input, goes to the log. */
  private static void streams(UnitText unit, ProgramService service) {
    if (service.hasSocketInput()) {
      unit.lines("StandardInput=socket\n")
          .raw("StandardOutput", service.accepts() ? "socket" : "journal")
          .lines("StandardError=journal\n");
    }
    if (service.isOwn()) {
      unit.lines("SyslogFacility=mail\n");
    }
  }
}
