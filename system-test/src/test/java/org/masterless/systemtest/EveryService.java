package org.masterless.systemtest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A Postfix on units that runs a daemon of every entry: Debian's own, those that Debian's master.cf
 * only suggests, and one each of the programs that it doesn't mention.
 */
final class EveryService {
  /** Programs that run as the mail owner. */
  static final List<String> UNPRIVILEGED =
      List.of(
          "anvil",
          "bounce",
          "cleanup",
          "discard",
          "dnsblog",
          "error",
          "flush",
          "lmtp",
          "pickup",
          "postlogd",
          "postscreen",
          "proxymap",
          "qmgr",
          "qmqpd",
          "scache",
          "showq",
          "smtp",
          "smtpd",
          "tlsmgr",
          "tlsproxy",
          "trivial-rewrite",
          "verify");

  /** A daemon that learns nothing from its client stays for max_idle, longer than a test. */
  private static final String CONNECT =
      """
      cd /var/spool/postfix
      for socket in public/* private/*; do
        [ "$socket" = public/postlog ] || timeout 2 nc -NU "$socket" </dev/null >/dev/null &
      done
      for port in 25 628 2525 2626; do timeout 2 nc -N 127.0.0.1 $port </dev/null >/dev/null & done
      echo '<22>hello' | nc -uU -w1 public/postlog
      wait
      """;

  private final Machine machine;

  EveryService(Machine machine) {
    this.machine = machine;
  }

  /** Switches over to units, and starts a daemon of each. */
  void start() {
    configure();
    Postfix.on(machine).toUnits();
    callEach();
    Eventually.await("a daemon of every service", this::idle, List::isEmpty);
  }

  /** Is a client of each once, which starts a daemon. */
  void callEach() {
    Eventually.eventually("open sockets", this::listens);
    machine.sh(CONNECT).ok();
  }

  /** Adds what Debian's master.cf has as comments only. */
  static void addSuggested(Postfix postfix) {
    postfix.service("smtp/inet", "smtp inet n - y - 1 postscreen");
    postfix.service("smtpd/pass", "smtpd pass - - y - - smtpd");
    postfix.service("dnsblog/unix", "dnsblog unix - - y - 0 dnsblog");
    postfix.service("tlsproxy/unix", "tlsproxy unix - - y - 0 tlsproxy");
    postfix.service("628/inet", "628 inet n - y - - qmqpd");
  }

  private void configure() {
    Postfix postfix = Postfix.on(machine);
    addSuggested(postfix);
    postfix.service("2525/inet", "2525 inet n - y - - smtpd");
    postfix.service("2626/inet", "2626 inet n n n - - spawn user=nobody argv=/bin/true");
    postfix.service("script/unix", "script unix - n n - - pipe user=nobody argv=/bin/true");
    // Without one, virtual(8) refuses to start, as under master.
    postfix.set("virtual_mailbox_base=/srv/vmail");
    machine.run("mkdir", "/srv/vmail").ok();
  }

  /** systemd starts the sockets after what "systemctl restart" waits for. */
  private boolean listens() {
    return machine
        .sh("cd /run/systemd/generator && systemctl is-active postfix-*.socket")
        .lines()
        .stream()
        .allMatch("active"::equals);
  }

  /** All service units that the generator made. */
  List<String> units() {
    return machine.sh("cd /run/systemd/generator && ls postfix-*.service").ok().lines();
  }

  /** The program of each service's daemons, by unit. */
  Map<String, String> programs() {
    return Postfix.on(machine).processes().stream()
        .collect(
            Collectors.toMap(
                ProcessInfo::unit, ProcessInfo::name, (one, same) -> one, TreeMap::new));
  }

  List<ProcessInfo> supervisors() {
    return machine.processes().stream()
        .filter(process -> process.program().equals("/usr/lib/masterless/supervise"))
        .toList();
  }

  /** Services without a daemon. */
  private List<String> idle() {
    Map<String, String> running = programs();
    return units().stream().filter(unit -> !running.containsKey(unit)).toList();
  }
}
