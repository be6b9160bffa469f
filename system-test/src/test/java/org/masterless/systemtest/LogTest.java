package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reads the log finds on units what was there under master: an admin in the journal and in
 * {@code mail.log}, fail2ban in both. The real rsyslog and fail2ban look on while the same clients
 * come to both.
 */
@OnMachine
class LogTest {
  private static final String JAILS =
      """
      [postfix]
      enabled = true
      backend = systemd
      [postfix-sasl]
      enabled = true
      backend = systemd
      [postfix-file]
      enabled = true
      filter = postfix[mode=more]
      logpath = /var/log/mail.log
      backend = auto
      [postfix-sasl-file]
      enabled = true
      filter = postfix[mode=auth]
      logpath = /var/log/mail.log
      backend = auto
      """;

  /** Of the lines, what the moment decides, and those that master or its successors write. */
  private static final Pattern LINE = Pattern.compile(".* (postfix/[a-z]+)\\[[0-9]+\\]: (.*)");

  private static final Pattern CHANCE =
      Pattern.compile(
          "\\b[0-9A-F]{8,}\\b|delays?=[0-9./]+|message-id=<[^>]*>|192\\.0\\.2\\.[0-9]+");
  private static final List<String> OTHERS =
      List.of("postfix/master", "postfix/standin", "postfix/supervise", "postfix/anvil");

  private static final Map<Release, Visit> STOCK = new EnumMap<>(Release.class);
  private static final Map<Release, Visit> UNITS = new EnumMap<>(Release.class);

  /** What was found of three clients that want to relay and three that guess a password. */
  private record Visit(
      String relaying,
      String guessing,
      List<String> journal,
      List<String> mailLog,
      Map<String, Fail2ban.Found> jails) {}

  @Prepare
  static void letBothBeVisited(Machine machine) {
    machine.addUser("alice");
    Fail2ban.install(machine, JAILS);
    Postfix postfix = Postfix.on(machine);
    postfix.set("smtpd_sasl_auth_enable=yes");
    postfix.restart();

    STOCK.put(machine.release(), visit(machine, "192.0.2.7", "192.0.2.8"));
    postfix.toUnits();
    UNITS.put(machine.release(), visit(machine, "192.0.2.17", "192.0.2.18"));
  }

  @Test
  void journalctlShowsTheSameLinesOfTheSameUnits(Release release) {
    assertThat(under(UNITS, release).journal())
        .containsExactlyInAnyOrderElementsOf(under(STOCK, release).journal())
        .anyMatch(line -> line.startsWith("postfix/smtpd: NOQUEUE: reject: RCPT"))
        .anyMatch(line -> line.startsWith("postfix/local:"));
  }

  @Test
  void rsyslogWritesTheSameLinesToMailLog(Release release) {
    assertThat(under(UNITS, release).mailLog())
        .containsExactlyInAnyOrderElementsOf(under(STOCK, release).mailLog())
        .containsExactlyInAnyOrderElementsOf(under(UNITS, release).journal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "postfix-file"})
  void fail2banBansWhoWantsToRelay(String jail, Release release) {
    assertBans(jail, release, Visit::relaying);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix-sasl", "postfix-sasl-file"})
  void fail2banBansWhoGuessesPasswords(String jail, Release release) {
    assertBans(jail, release, Visit::guessing);
  }

  @Test
  void fail2banRegexFindsTheLinesOfBothInTheJournal(Machine machine) {
    String found =
        machine.run("fail2ban-regex", "systemd-journal", "postfix[mode=more]").ok().out();

    assertThat(found).contains(" 6 matched");
  }

  private static void assertBans(String name, Release release, Function<Visit, String> whom) {
    Visit stock = under(STOCK, release);
    Visit units = under(UNITS, release);
    Fail2ban.Found before = Objects.requireNonNull(stock.jails().get(name));
    Fail2ban.Found after = Objects.requireNonNull(units.jails().get(name));

    assertThat(before).isEqualTo(new Fail2ban.Found(3, List.of(whom.apply(stock))));
    assertThat(after.times()).isEqualTo(6);
    assertThat(after.banned()).containsExactlyInAnyOrder(whom.apply(stock), whom.apply(units));
  }

  private static Visit visit(Machine machine, String relaying, String guessing) {
    // A cursor at a line of others would cost the first one of ours.
    List<String> journalctl = List.of("journalctl", "--cursor-file=/root/cursor", "-u", "postfix*");
    machine.run("journalctl", "--sync").ok();
    machine.run(words(journalctl, "--lines=1")).ok();
    int written = machine.read("/var/log/mail.log").length();
    for (String address : List.of(relaying, guessing)) {
      machine.run("ip", "address", "replace", address + "/32", "dev", "lo").ok();
    }
    for (int i = 0; i < 3; i++) {
      tryToRelay(machine, relaying);
      tryAPassword(machine, guessing);
    }
    Postfix postfix = Postfix.on(machine);
    postfix.smtp("carol@example.com", "alice@example.test", "a visit");
    postfix.awaitEmptyQueue();

    Eventually.eventually(
        "all bans",
        () ->
            jails(machine).values().stream()
                .allMatch(
                    jail -> jail.banned().contains(relaying) || jail.banned().contains(guessing)));
    String mailLog =
        Eventually.await(
            "all lines in mail.log",
            () -> machine.read("/var/log/mail.log").substring(written),
            text -> text.contains(": removed"));
    String journal = machine.run(words(journalctl)).out();
    return new Visit(relaying, guessing, lines(journal), lines(mailLog), jails(machine));
  }

  private static void tryToRelay(Machine machine, String from) {
    try (SmtpClient client = SmtpClient.connect(machine, from, 25)) {
      client.ehlo("client.example.com").is(250);
      client.mailFrom("carol@example.com").is(250);
      client.rcptTo("friend@example.org").is(454);
      client.quit().is(221);
    }
  }

  private static void tryAPassword(Machine machine, String from) {
    try (SmtpClient client = SmtpClient.connect(machine, from, 25)) {
      client.ehlo("client.example.com").is(250);
      // The user "a" with the password "b".
      client.command("AUTH PLAIN AGEAYg==").is(535);
      client.quit().is(221);
    }
  }

  private static Map<String, Fail2ban.Found> jails(Machine machine) {
    return Stream.of("postfix", "postfix-sasl", "postfix-file", "postfix-sasl-file")
        .collect(Collectors.toMap(name -> name, name -> new Fail2ban(machine, name).found()));
  }

  private static String[] words(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /** The daemons' lines, without what the moment decides. */
  private static List<String> lines(String log) {
    return log.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> !OTHERS.contains(line.group(1)))
        .map(line -> line.group(1) + ": " + CHANCE.matcher(line.group(2)).replaceAll("…"))
        .toList();
  }

  private static Visit under(Map<Release, Visit> visits, Release release) {
    return Objects.requireNonNull(visits.get(release), "nobody was there");
  }
}
