package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/** The service of an entry: a supervisor that runs the entry's daemon in its own sandbox. */
final class ServiceUnit {
  private ServiceUnit() {}

  static Generated.Unit of(Service service) {
    InstanceSettings instance = service.instance();
    UnitText unit =
        new UnitText()
            .comment(service.origin())
            .section("Unit")
            .set("Description", service.title() + " (" + description(service) + ")")
            .set("Documentation", service.documentation())
            .set("SourcePath", instance.masterCf())
            .raw("Requires", service.socketUnit())
            .raw("After", service.socketUnit())
            .raw("PartOf", instance.target())
            .lines("StartLimitIntervalSec=0\n")
            .section("Service")
            .lines(
                """
                Type=notify
                NotifyAccess=main
                """)
            .command("ExecStart", ":/usr/lib/masterless/supervise", words(service))
            .lines(
                """
                ExecReload=+/bin/kill -HUP $MAINPID
                Restart=on-failure
                RestartSec=2s
                KillMode=mixed
                OOMPolicy=continue
                NonBlocking=yes
                """)
            .raw("Slice", instance.slice())
            .set("WorkingDirectory", instance.queueDirectory())
            .words("TemporaryFileSystem", LockFolder.mounts(service))
            .texts("Environment", instance.environment())
            .lines(
                """
                SyslogFacility=mail
                SyslogIdentifier=postfix/supervise
                """);
    Sandbox.of(service).write(unit);
    return new Generated.Unit(service.serviceUnit(), unit.text());
  }

  private static String description(Service service) {
    return UnitNames.escape(service.entry().command());
  }

  private static List<String> words(Service service) {
    List<String> words = new ArrayList<>(SupervisorOptions.of(service));
    words.add("--");
    words.add(service.program());
    boolean dropping = service.profile().start() == Profile.Start.DROPPING;
    words.addAll(
        DaemonArguments.of(service.entry(), service.arguments(), service.listeners(), dropping));
    return words;
  }
}
