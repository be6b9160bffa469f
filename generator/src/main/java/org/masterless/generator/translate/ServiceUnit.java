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
                NonBlocking=yes
                """)
            .raw("Slice", instance.slice())
            .set("WorkingDirectory", instance.queueDirectory())
            .raw("RuntimeDirectory", runtimeFolders(service))
            .lines("RuntimeDirectoryMode=0700\n")
            .raw("BindPaths", lockFolder(service))
            .words("Environment", instance.environment())
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

  /**
   * Lock files are called {@code TYPE.SERVICE}, so a service with a slash in its name locks in a
   * folder below.
   */
  private static String runtimeFolders(Service service) {
    String own = service.instance().runtimeName() + "/" + ownFolder(service);
    String lockName = service.entry().type().word() + "." + service.entry().service();
    int slash = lockName.lastIndexOf('/');
    return slash < 0 ? own : own + " " + own + "/" + Quoting.listWord(lockName.substring(0, slash));
  }

  /** Daemons lock in {@code pid/}, where root alone may write: each service gets its own. */
  private static String lockFolder(Service service) {
    InstanceSettings instance = service.instance();
    return instance.runtimeFolder()
        + "/"
        + ownFolder(service)
        + ":"
        + Quoting.listWord(instance.queueDirectory() + "/pid");
  }

  /**
   * The unit's name, in which systemd 257 would take backslashes of {@code RuntimeDirectory=} for
   * an error ("Failed to deserialize"), and colons for the start of another path.
   */
  private static String ownFolder(Service service) {
    String name = service.unit();
    return name.indexOf('\\') < 0 ? "%N" : name.replace("\\x", "+").replace(":", "+3a");
  }
}
