package org.masterless.lmtpproxy.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.masterless.lmtpproxy.delivery.Patience;
import org.masterless.system.Numbers;
import org.masterless.system.Octets;

/** Turns the file's values into settings, and gathers what is wrong with them. */
public final class SettingsReader {
  private static final int MOST_RECIPIENTS = 100_000;
  private static final int MOST_PROCESSES = 100_000;

  /** What dots and atoms are made of (RFC 5322, 3.2.3), but for letters and digits. */
  private static final Pattern DELIMITERS = Pattern.compile("[-!#$%&'*+/=?^_`{|}~.]+");

  private final ConfigFile file;
  private final List<String> hostNames;

  private SettingsReader(ConfigFile file, List<String> hostNames) {
    this.file = file;
    this.hostNames = hostNames;
  }

  /** Settings, which are good only if there are no problems. */
  public record Reading(Settings settings, List<Problem> problems) {}

  /** Of an octet string, for this machine. */
  public static Reading read(String fileName, String text) {
    return read(fileName, text, HostNames.of(Path.of("/")));
  }

  /**
   * Of a file. One that isn't there is the same as an empty one, if it may be absent; whatever else
   * keeps it from being read, such as a folder that we can't look into, is a problem.
   */
  public static Reading read(Path file, boolean mayBeAbsent) {
    try {
      return read(file.toString(), text(file, mayBeAbsent));
    } catch (IOException e) {
      Problem problem = new Problem(file.toString(), 1, 1, "can't be read: " + e);
      return new Reading(read(file.toString(), "").settings(), List.of(problem));
    }
  }

  private static String text(Path file, boolean mayBeAbsent) throws IOException {
    try {
      return Octets.text(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      if (mayBeAbsent && !Files.isSymbolicLink(file)) {
        return "";
      }
      throw e;
    }
  }

  static Reading read(String fileName, String text, List<String> hostNames) {
    ConfigFile file = ConfigFile.of(fileName, text);
    Settings settings = new SettingsReader(file, hostNames).settings();
    return new Reading(settings, file.problems());
  }

  private Settings settings() {
    return new Settings(
        service(),
        addresses(),
        new Settings.DeliveryService(
            socket(Key.DELIVERY_SOCKET),
            number(Key.DELIVERY_PROCESSES, MOST_PROCESSES),
            new Patience(duration(Key.DELIVERY_RCPT_TIMEOUT), duration(Key.DELIVERY_TIMEOUT))),
        relay(),
        certificate(),
        trusted());
  }

  private Settings.Service service() {
    return new Settings.Service(
        hostName(),
        number(Key.SESSIONS, Settings.MOST_SESSIONS),
        number(Key.RECIPIENTS, MOST_RECIPIENTS),
        size(Key.SIZE),
        duration(Key.CLIENT_TIMEOUT),
        duration(Key.IDLE),
        folder(Key.SPOOL));
  }

  private String hostName() {
    String name = file.get(Key.HOST_NAME);
    if (!name.isEmpty() && !name.matches("[A-Za-z0-9.-]+")) {
      file.complain(Key.HOST_NAME, "a host's name");
    }
    return name.isEmpty() ? hostNames.get(0) : name;
  }

  private Settings.Addresses addresses() {
    String letters = file.get(Key.CASE);
    if (!letters.equals("lower") && !letters.equals("keep")) {
      file.complain(Key.CASE, "lower or keep");
    }
    return new Settings.Addresses(delimiters(), localDomains(), letters.equals("lower"));
  }

  /** A word among them would end users at its letters, and their mail would be somebody else's. */
  private String delimiters() {
    String delimiters = file.get(Key.DELIMITER);
    if (delimiters.equals("none")) {
      return "";
    }
    if (!DELIMITERS.matcher(delimiters).matches()) {
      file.complain(
          Key.DELIMITER,
          "none, or characters that addresses have without quotes, but no letters or digits");
    }
    return delimiters;
  }

  private Set<String> localDomains() {
    List<String> domains = words(Key.LOCAL_DOMAINS);
    Set<String> local = new LinkedHashSet<>();
    for (String domain : domains) {
      local.add(Ascii.lowered(domain));
    }
    if (domains.isEmpty()) {
      local.add("localhost");
      hostNames.forEach(name -> local.add(Ascii.lowered(name)));
      local.add(Ascii.lowered(hostName()));
    }
    return local;
  }

  private Settings.Relay relay() {
    String to = file.get(Key.RELAY_TO);
    Settings.Target target = new Settings.Target.Here();
    if (!to.isEmpty()) {
      Optional<Endpoint> server = Endpoint.of(to);
      if (server.isEmpty()) {
        file.complain(
            Key.RELAY_TO,
            "unix:/path of " + Paths.LONGEST_SOCKET + " bytes at most, or inet:host:port");
      } else {
        target = new Settings.Target.To(server.get());
      }
    }
    if (!file.get(Key.RELAY_LOOKUP).isEmpty()) {
      if (!to.isEmpty()) {
        file.complain(Key.RELAY_LOOKUP, "nothing, as there is \"to\"");
      }
      target = new Settings.Target.LookUp(socket(Key.RELAY_LOOKUP));
    }
    return new Settings.Relay(
        target, new Patience(duration(Key.RELAY_RCPT_TIMEOUT), duration(Key.RELAY_TIMEOUT)));
  }

  private Optional<Settings.Certificate> certificate() {
    boolean hasChain = !file.get(Key.CERTIFICATE).isEmpty();
    boolean hasKey = !file.get(Key.CERTIFICATE_KEY).isEmpty();
    if (hasChain != hasKey) {
      file.complain(hasChain ? Key.CERTIFICATE : Key.CERTIFICATE_KEY, "certificate and key");
    }
    return hasChain && hasKey
        ? Optional.of(
            new Settings.Certificate(readable(Key.CERTIFICATE), readable(Key.CERTIFICATE_KEY)))
        : Optional.empty();
  }

  private List<Network> trusted() {
    List<Network> networks = new ArrayList<>();
    for (String word : words(Key.TRUSTED)) {
      Optional<Network> network = Network.of(word);
      if (network.isEmpty()) {
        file.complain(Key.TRUSTED, "unix, addresses or networks");
      }
      network.ifPresent(networks::add);
    }
    return List.copyOf(networks);
  }

  private List<String> words(Key key) {
    return Arrays.stream(file.get(key).split("[ \t,]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private int number(Key key, int most) {
    int number = Numbers.parse(file.get(key), most);
    if (number < 1) {
      file.complain(key, "a number from 1 to " + most);
    }
    return Math.max(1, number);
  }

  private long size(Key key) {
    long size = Quantities.size(file.get(key));
    if (size < 0) {
      file.complain(key, "a number of bytes, with K, M or G behind it");
    }
    return Math.max(0, size);
  }

  private Duration duration(Key key) {
    long seconds = Quantities.seconds(file.get(key));
    if (seconds < 1) {
      file.complain(key, "a time from 1s to " + Quantities.MOST_DAYS + "d, in s, m, h or d");
    }
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  /** Large messages would all be answered 452 without it: better said at the start. */
  private Path folder(Key key) {
    return path(
        key, path -> Files.isDirectory(path) && isUsable(path), "a folder that can be written to");
  }

  private static boolean isUsable(Path folder) {
    return Files.isWritable(folder) && Files.isExecutable(folder);
  }

  private Path readable(Key key) {
    return path(key, Files::isReadable, "a file that can be read");
  }

  private Path path(Key key, Predicate<Path> isGood, String expected) {
    Optional<Path> path = Paths.of(file.get(key));
    if (path.isEmpty()) {
      file.complain(key, "an absolute path");
    } else if (!isGood.test(path.get())) {
      file.complain(key, expected);
    }
    return path.orElse(Path.of("/"));
  }

  private Path socket(Key key) {
    Optional<Path> path = Paths.socket(file.get(key));
    if (path.isEmpty()) {
      file.complain(key, "an absolute path of " + Paths.LONGEST_SOCKET + " bytes at most");
    }
    return path.orElse(Path.of("/"));
  }
}
