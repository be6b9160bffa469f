package org.masterless.systemtest;

import java.util.List;
import java.util.stream.Stream;

/** A line of master.cf, as far as a client has to know it. */
record ParityEntry(String service, String type, boolean hidden, String command) {
  /** All that master(5) knows. */
  static final List<String> TYPES = List.of("inet", "unix", "fifo", "pass", "unix-dgram");

  /** The entries of a master.cf with each on lines of its own. */
  static List<ParityEntry> all(String masterCf) {
    return masterCf
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(" "))
        .map(line -> line.split("\\s+"))
        .map(fields -> new ParityEntry(fields[0], fields[1], !fields[2].equals("n"), fields[7]))
        .toList();
  }

  /** The programs of a folder "sub" that entries want. */
  static Stream<String> programs(String masterCf) {
    return all(masterCf).stream()
        .map(ParityEntry::command)
        .filter(command -> command.startsWith("sub/"))
        .map(command -> command.substring(command.lastIndexOf('/') + 1))
        .distinct();
  }

  String key() {
    return service + "/" + type;
  }

  /** A piece of shell that makes the service's listener readable. */
  String knock() {
    return switch (type) {
      case "inet" -> "nc -N -w5 " + host() + " " + port() + " </dev/null";
      case "fifo" -> "printf W >" + path();
      case "unix-dgram" -> "printf W | nc -uU -w1 " + path();
      default -> "nc -NU -w5 " + path() + " </dev/null";
    };
  }

  private String path() {
    return "'/var/spool/postfix/" + (hidden ? "private/" : "public/") + service + "'";
  }

  private String port() {
    return service.substring(service.lastIndexOf(':') + 1);
  }

  private String host() {
    String host = service.substring(0, Math.max(0, service.lastIndexOf(':')));
    String plain = host.replaceAll("[\\[\\]]", "");
    return Stream.of("", "0.0.0.0", "localhost").anyMatch(plain::equals) ? "127.0.0.1" : plain;
  }
}
