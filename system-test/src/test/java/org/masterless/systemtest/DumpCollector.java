package org.masterless.systemtest;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes in what the daemons of a machine that run dump.c send to {@code /srv/dump.sock}. */
final class DumpCollector {
  private static final String FOLDER = "/root/dumps";

  private final Machine machine;

  private DumpCollector(Machine machine) {
    this.machine = machine;
  }

  static DumpCollector on(Machine machine) {
    return new DumpCollector(machine);
  }

  /** Listens from now on. */
  void start() {
    machine.write(
        "/etc/systemd/system/dump.socket",
        """
        [Socket]
        ListenStream=/srv/dump.sock
        SocketMode=0666
        Accept=yes
        MaxConnections=1000
        TriggerLimitIntervalSec=0
        """);
    machine.write(
        "/etc/systemd/system/dump@.service",
        """
        [Service]
        StandardInput=socket
        ExecStart=/bin/sh -c 'cat >%1$s/.%%i && mv %1$s/.%%i %1$s/%%i'
        """
            .formatted(FOLDER));
    machine.run("mkdir", FOLDER).ok();
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "start", "dump.socket").ok();
  }

  /** The first dump of each service that sent one, by {@link Dump#service}. */
  Map<String, Dump> dumps() {
    String script = "cd " + FOLDER + " && for f in *; do cat \"$f\"; echo; done 2>/dev/null";
    return Stream.of(machine.sh(script).out().split("\n\n"))
        .filter(text -> text.startsWith("argv\t"))
        .map(Dump::parse)
        .collect(
            Collectors.toMap(
                Dump::service,
                dump -> dump,
                BinaryOperator.minBy(Comparator.comparingInt(Dump::generation)),
                TreeMap::new));
  }

  /** Forgets what came so far. */
  void clear() {
    machine.sh("rm -rf " + FOLDER + " && mkdir " + FOLDER).ok();
  }
}
