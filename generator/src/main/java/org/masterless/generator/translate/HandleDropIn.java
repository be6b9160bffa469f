package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts masterless-standin in the place of master(8) in the distribution's own unit, so that {@code
 * systemctl enable}, {@code mask} and everything that says "postfix" goes on meaning what it always
 * did.
 */
final class HandleDropIn {
  private static final String NAME = "50-masterless.conf";

  /** With all rights, and none of the unit's sandbox. */
  private static final String APPLY = ":+/usr/lib/masterless/apply";

  private HandleDropIn() {}

  static Generated.DropIn of(InstanceSettings instance) {
    UnitText unit =
        new UnitText()
            .comment(
                "Written by masterless-generator; instance "
                    + instance.configDirectory()
                    + ", listed in "
                    + instance.listed())
            .section("Unit")
            .lines(
                """
                Documentation=man:masterless(7) man:master(5)
                StartLimitIntervalSec=0
                """);
    if (instance.isDefault()) {
      unit.raw("Conflicts", Debian12.UNIT).raw("After", Debian12.UNIT);
    }
    service(unit.section("Service"), instance);
    return new Generated.DropIn(
        instance.handle(), NAME, unit.text(), instance.runtimePart(), instance.identity());
  }

  private static void service(UnitText unit, InstanceSettings instance) {
    unit.lines(
            """
            Type=notify
            NotifyAccess=main
            RemainAfterExit=no
            PIDFile=
            Restart=no
            SuccessExitStatus=143
            KillMode=mixed
            OOMPolicy=continue
            ExecStartPre=
            """)
        .command("ExecStartPre", APPLY, start(instance))
        .command("ExecStartPre", ":+/bin/sh", createMissing(instance))
        .command("ExecStartPre", ":-+" + command(instance, "postsuper"), config(instance))
        .lines("ExecStart=\n")
        .command("ExecStart", ":/usr/lib/masterless/standin", standin(instance))
        .lines("ExecStartPost=\n")
        .command("ExecStartPost", "-:+/bin/systemctl", List.of("start", instance.target()))
        .lines("ExecStop=\n")
        .command("ExecStop", APPLY, end("end", instance))
        .lines(
            """
            ExecReload=
            ExecStopPost=
            """)
        .command("ExecReload", APPLY, List.of("reload", instance.runtimePart()))
        .command("ExecStopPost", APPLY, end("ended", instance))
        .raw("RuntimeDirectory", instance.runtimeName())
        .lines(
            """
            RuntimeDirectoryPreserve=yes
            SyslogFacility=mail
            SyslogIdentifier=postfix/standin
            """);
    sandbox(unit, instance);
  }

  /** The slice is gone only when all that is in it has ended, and so is waited for too. */
  private static List<String> units(InstanceSettings instance) {
    return List.of(instance.target(), instance.applySocket(), instance.slice());
  }

  /**
   * Queue folders that are missing are made by Postfix itself; but only then, because Debian 13
   * also copies files for a chroot that nobody uses here.
   */
  private static List<String> createMissing(InstanceSettings instance) {
    return List.of(
        "-c",
        "for d in pid private public "
            + String.join(" ", Profile.queue())
            + "; do test -d \"$1/$d\" || exec \"$2\" -c \"$3\" check; done",
        "sh",
        instance.queueDirectory(),
        instance.commandDirectory() + "/postfix",
        instance.configDirectory());
  }

  /** Messages in a wrong place or with a wrong name are put right, as "postfix start" does. */
  private static String command(InstanceSettings instance, String name) {
    return Quoting.execWord(instance.commandDirectory() + "/" + name);
  }

  private static List<String> config(InstanceSettings instance) {
    return List.of("-c", instance.configDirectory());
  }

  private static List<String> standin(InstanceSettings instance) {
    return List.of(
        "--queue-directory",
        instance.queueDirectory(),
        "--data-directory",
        instance.dataDirectory(),
        "--user",
        instance.mailOwner().name(),
        "--runtime-directory",
        instance.runtimeFolder(),
        "--apply",
        instance.applyPath());
  }

  private static List<String> start(InstanceSettings instance) {
    return List.of(
        "start",
        instance.runtimePart(),
        instance.configDirectory(),
        instance.handle(),
        instance.applySocket());
  }

  private static List<String> end(String what, InstanceSettings instance) {
    List<String> words = new ArrayList<>(List.of(what, instance.runtimePart(), instance.handle()));
    words.addAll(units(instance));
    return words;
  }

  /** Lists add to what the distribution's unit says, so each is emptied first. */
  private static void sandbox(UnitText unit, InstanceSettings instance) {
    unit.lines(
            """
            User=
            Group=
            CapabilityBoundingSet=
            CapabilityBoundingSet=CAP_SETUID CAP_SETGID
            NoNewPrivileges=yes
            ProtectSystem=strict
            ReadWritePaths=
            """)
        .words(
            "ReadWritePaths",
            List.of(
                instance.queueDirectory() + "/pid",
                instance.dataDirectory(),
                "-" + instance.runtimeFolder()))
        .lines(
            """
            ProtectHome=yes
            PrivateTmp=yes
            """)
        .lines(Confinement.OF_EVERY_PROCESS)
        .lines(
            """
            ProcSubset=pid
            MemoryDenyWriteExecute=yes
            RestrictAddressFamilies=
            RestrictAddressFamilies=AF_UNIX
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            SystemCallArchitectures=native
            SystemCallErrorNumber=EPERM
            SystemCallFilter=
            SystemCallFilter=@system-service
            """)
        .lines(Sandbox.DENIED_CALLS)
        .lines(
            """
            SystemCallFilter=@setuid setgroups capset
            InaccessiblePaths=
            InaccessiblePaths=-/proc -/sys -/dev/shm -/run/lock -/dev/mqueue
            NoExecPaths=
            NoExecPaths=/ -/usr/lib/postfix
            ExecPaths=
            ExecPaths=/usr/lib/masterless/standin
            """)
        .lines(Sandbox.LIBRARIES);
  }
}
