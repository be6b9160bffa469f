package org.masterless.systemtest;

import java.util.List;

/** The supervisor of one service in a machine, as an admin sees it. */
record Supervisor(Machine machine, String unit) {

  /** Of a service in Debian's instance, like {@code smtp-inet}. */
  static Supervisor of(Machine machine, String service) {
    return new Supervisor(machine, "postfix-" + service);
  }

  String pid() {
    return show("MainPID");
  }

  String status() {
    return show("StatusText");
  }

  boolean isRunning() {
    return machine.run("systemctl", "is-active", unit + ".service").exit() == 0;
  }

  boolean listens() {
    return machine.run("systemctl", "is-active", unit + ".socket").exit() == 0;
  }

  /** State, finer state and result of the socket unit, in systemd's order. */
  List<String> socketState() {
    return machine
        .run("systemctl", "show", "--value", "-p", "ActiveState,SubState,Result", unit + ".socket")
        .lines();
  }

  /** The command lines of its daemons. */
  List<String> daemons() {
    return machine.run("ps", "-o", "args=", "--ppid", pid()).lines();
  }

  void kill(String signal) {
    machine.run("kill", "-" + signal, pid()).ok();
  }

  /** Ends its daemons, if there are any, as no daemon should be ended. */
  void killDaemons() {
    String supervisor = pid();
    if (!supervisor.equals("0")) {
      machine.run("pkill", "-KILL", "--parent", supervisor);
    }
  }

  String journal() {
    return machine.journal("-u", unit + ".service");
  }

  /** Gives it further options, by a drop-in. */
  void option(String words) {
    String script =
        """
        unit=/run/systemd/generator/$1.service
        mkdir -p "/etc/systemd/system/$1.service.d"
        { echo '[Service]'; echo ExecStart=
          sed -n "s|^\\(ExecStart=:[^ ]*supervise\\) |\\1 $2 |p" "$unit"
        } >"/etc/systemd/system/$1.service.d/option.conf"
        """;
    machine.run("sh", "-ec", script, "sh", unit, words).ok();
  }

  private String show(String property) {
    return machine.run("systemctl", "show", "-P", property, unit + ".service").text();
  }
}
