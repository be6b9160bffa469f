package org.masterless.systemtest.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.ProcessInfo;

/** What systemd on a machine knows about services, as rows of a table. */
final class Units {
  private static final Pattern EXPOSURE =
      Pattern.compile("Overall exposure level for (\\S+): (\\S+ \\S+)");

  private final Machine machine;

  Units(Machine machine) {
    this.machine = machine;
  }

  /** Exposure of each of these units, as systemd-analyze puts it: {@code 1.3 OK}. */
  Map<String, String> exposures(List<String> units) {
    return exposures(
        machine
            .sh("systemd-analyze security --no-pager -- '" + String.join("' '", units) + "' 2>&1")
            .out());
  }

  /** Exposure of each unit in a report of {@code systemd-analyze security}. */
  static Map<String, String> exposures(String report) {
    Map<String, String> found = new TreeMap<>();
    Matcher matcher = EXPOSURE.matcher(report);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    return found;
  }

  /** A row for each generated service: socket, processes, users, exposure. */
  List<List<String>> table() {
    Map<String, List<ProcessInfo>> processes =
        machine.processes().stream().collect(Collectors.groupingBy(ProcessInfo::unit));
    List<String> sockets =
        machine.sh("cd /run/systemd/generator && ls -d postfix-*.socket").lines();
    List<String> services = sockets.stream().map(Units::serviceOf).toList();
    Map<String, String> exposures = exposures(services);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SERVICE", "LISTENS ON", "PROCESSES", "UID", "EXPOSURE"));
    for (String socket : sockets) {
      String service = serviceOf(socket);
      List<ProcessInfo> own = processes.getOrDefault(service, List.of());
      rows.add(
          List.of(
              service.replace(".service", ""),
              listens(socket),
              distinct(own, ProcessInfo::name),
              distinct(own, process -> userName(process.uids().get(1))),
              exposures.getOrDefault(service, "?")));
    }
    return rows;
  }

  private String listens(String socket) {
    String unit = machine.read("/run/systemd/generator/" + socket);
    return unit.lines()
        .filter(line -> line.matches("Listen(Stream|FIFO|Datagram)=.*"))
        .map(line -> line.substring(line.indexOf('=') + 1).replace("/var/spool/postfix/", ""))
        .collect(Collectors.joining(" "));
  }

  private static String serviceOf(String socket) {
    return socket.replaceAll("\\.socket$", ".service");
  }

  private static String distinct(List<ProcessInfo> processes, Function<ProcessInfo, String> what) {
    String text = processes.stream().map(what).distinct().collect(Collectors.joining(" "));
    return text.isEmpty() ? "-" : text;
  }

  private String userName(int uid) {
    return uid == 0 ? "root" : machine.run("id", "-nu", Integer.toString(uid)).text();
  }
}
