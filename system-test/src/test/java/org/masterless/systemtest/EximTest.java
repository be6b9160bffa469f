package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Exim hands mail over, on a machine without Postfix: by its lmtp transport, and over TCP. */
@OnMachine
class EximTest {
  private static final int USERS = 12;

  /**
   * Exim's transport named lmtp knows unix sockets only; over TCP its smtp transport speaks LMTP.
   */
  private static final String CONFIGURATION =
      """
      primary_hostname = mail.example.test
      domainlist local_domains = unix.example.test : inet.example.test
      never_users = root
      begin routers
      by_socket:
        driver = accept
        domains = unix.example.test
        transport = by_socket
      by_port:
        driver = accept
        domains = inet.example.test
        transport = by_port
      begin transports
      by_socket:
        driver = lmtp
        socket = /run/masterless/lmtp
        batch_max = 50
        user = Debian-exim
      by_port:
        driver = smtp
        protocol = lmtp
        hosts = 127.0.0.1
        hosts_override
        allow_localhost
        port = 24
        max_rcpt = 5
      begin retry
      * * F,1h,1s
      """;

  /** What a client could spoil: dots, long lines, and octets that aren't ASCII. */
  private static final String BODY =
      ".dot\n..dots\n.\n\nFrom here\ngr\u00fc\u00dfe\n" + "x".repeat(900) + "\n.\n";

  @Prepare
  static void startServices(Machine machine) {
    machine.installPackages("exim");
    machine.write("/etc/exim4/exim4.conf", CONFIGURATION);
    machine.run("systemctl", "restart", "exim4").ok();
    LmtpServices.addUsers(machine, USERS);
    machine.write(
        "/etc/masterless/lmtp-proxy.conf",
        "[addresses]\nlocal_domains = unix.example.test inet.example.test\n");
    LmtpServices.startFor(machine, "Debian-exim", LmtpServices.ON_A_PORT);
  }

  @Test
  void theLmtpTransportDeliversABatchInOneSession(Machine machine) {
    deliver(machine, "unix.example.test", "u12");

    assertThat(transactions(machine, "masterless-lmtp-unix.service", "u12")).hasSize(1);
  }

  /** Which uses BDAT, as we offer CHUNKING. */
  @Test
  void theSmtpTransportDeliversBatchesOverTcp(Machine machine) {
    deliver(machine, "inet.example.test", "u11");

    assertThat(transactions(machine, "masterless-24-inet.service", "u11"))
        .hasSizeGreaterThan(2)
        .allSatisfy((id, recipients) -> assertThat(recipients).isLessThanOrEqualTo(5));
    assertThat(machine.sh("grep 'T=by_port' /var/log/exim4/mainlog").lines())
        .filteredOn(line -> line.contains("=>"))
        .isNotEmpty()
        .allMatch(line -> line.contains(" K "));
  }

  /** To all users, one of whom has no home for now, and to one who doesn't exist. */
  private static void deliver(Machine machine, String domain, String homeless) {
    machine.run("mv", "/home/" + homeless, "/home/away").ok();
    Stream<String> recipients =
        Stream.concat(LmtpServices.users(USERS).stream(), Stream.of("nobody-here"))
            .map(user -> user + "@" + domain);
    Stream<String> command = Stream.of("exim", "-odf", "-oi", "-f", "u1@" + domain);
    machine.runWith("\n" + BODY, Stream.concat(command, recipients).toArray(String[]::new)).ok();

    for (String user : LmtpServices.users(USERS)) {
      if (!user.equals(homeless)) {
        awaitOne(machine, domain, user);
      }
    }
    assertThat(undelivered(machine)).containsExactly(homeless + "@" + domain);
    assertThat(awaitBounce(machine, domain)).contains("nobody-here@" + domain, "550 5.1.1");

    machine.run("mv", "/home/away", "/home/" + homeless).ok();
    machine.run("exim", "-qff").ok();
    assertThat(undelivered(machine)).isEmpty();
    LmtpServices.users(USERS).forEach(user -> awaitOne(machine, domain, user));
  }

  /** The one message that the user has got from there. */
  private static void awaitOne(Machine machine, String domain, String user) {
    String files =
        "awk 'FNR == 1 && $0 == \"Return-Path: <u1@%s>\" {print FILENAME}' /home/%s/Maildir/new/*"
            .formatted(domain, user);
    List<String> found =
        Eventually.await(
            "the message for " + user, () -> machine.sh(files).lines(), list -> !list.isEmpty());
    assertThat(found).hasSize(1);
    assertThat(machine.read(found.get(0)))
        .startsWith("Return-Path: <u1@%1$s>\nDelivered-To: %2$s@%1$s\n".formatted(domain, user))
        .contains("for <%s@%s>".formatted(user, domain))
        .endsWith("\n\n" + BODY);
  }

  private static String awaitBounce(Machine machine, String domain) {
    String bounces = "cat $(grep -l '^To: u1@%s$' /home/u1/Maildir/new/*)".formatted(domain);
    return Eventually.await(
        "a bounce", () -> machine.sh(bounces).out(), text -> text.contains("Return-Path: <>"));
  }

  /** Recipients that Exim still has to deliver to. */
  private static List<String> undelivered(Machine machine) {
    return machine.run("exim", "-bpru").ok().lines().stream()
        .map(String::strip)
        .filter(line -> line.endsWith(".example.test"))
        .toList();
  }

  /** In which the message came for the first time: how many recipients each had, by its id. */
  private static Map<String, Long> transactions(Machine machine, String unit, String homeless) {
    return machine
        .journal("-u", unit, "-o", "cat")
        .lines()
        .filter(line -> line.contains("from=<u1@") && !line.contains("to=<" + homeless + "@"))
        .collect(
            Collectors.groupingBy(
                line -> line.substring(0, line.indexOf(':')), Collectors.counting()));
  }
}
