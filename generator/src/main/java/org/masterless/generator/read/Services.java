package org.masterless.generator.read;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * TCP ports by service name, as getservbyname(3) finds them in /etc/services: names and aliases,
 * upper and lower case differ, the first line that has the name wins.
 */
public final class Services {
  private static final int HIGHEST_PORT = 65535;

  private final Map<String, Integer> ports = new TreeMap<>();

  private Services() {}

  /** From the text of services(5); the ports of mail are known even if the file lacks them. */
  public static Services read(String text) {
    Services services = new Services();
    int at = 0;
    while (at < text.length()) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      services.addLine(text.substring(at, end));
      at = end + 1;
    }
    services.addMail();
    return services;
  }

  /** Port of the service called {@code name}. */
  public OptionalInt port(String name) {
    Integer port = ports.get(name);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** Port by number or name, as the service field of master.cf may say it. */
  Parsed<Integer> portOf(String service) {
    if (!service.isEmpty() && Ascii.isDigit(service.charAt(0))) {
      return number(service);
    }
    OptionalInt named = port(service);
    return named.isPresent()
        ? Parsed.good(named.getAsInt())
        : Parsed.bad("unknown service name " + Quoted.of(service));
  }

  /**
   * master(8) leaves the range to the C library, where 0 is a random port and 70000 wraps around.
   */
  private static Parsed<Integer> number(String text) {
    int number = Decimal.parse(text).orElse(0);
    return number < 1 || number > HIGHEST_PORT
        ? Parsed.bad("bad port " + Quoted.of(text) + ": expected 1 to 65535 or a service name")
        : Parsed.good(number);
  }

  private void addLine(String line) {
    int comment = line.indexOf('#');
    Words words = Words.blankSeparated(comment < 0 ? line : line.substring(0, comment));
    String name = words.next().map(Words.Word::text).orElse("");
    String portAndProtocol = words.next().map(Words.Word::text).orElse("");
    int slash = portAndProtocol.indexOf('/');
    if (slash >= 0 && portAndProtocol.substring(slash + 1).equals("tcp")) {
      addNames(name, words, portAndProtocol.substring(0, slash));
    }
  }

  private void addNames(String name, Words aliases, String number) {
    if (number(number) instanceof Parsed.Good<Integer> port) {
      ports.putIfAbsent(name, port.value());
      for (var alias = aliases.next(); alias.isPresent(); alias = aliases.next()) {
        ports.putIfAbsent(alias.get().text(), port.value());
      }
    }
  }

  private void addMail() {
    ports.putIfAbsent("smtp", 25);
    ports.putIfAbsent("submission", 587);
    ports.putIfAbsent("submissions", 465);
    ports.putIfAbsent("smtps", 465);
    ports.putIfAbsent("lmtp", 24);
    ports.putIfAbsent("qmqp", 628);
  }
}
