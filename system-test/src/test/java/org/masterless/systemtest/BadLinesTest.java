package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broken line of master.cf costs its own service; master would refuse to run at all. */
@OnMachine
class BadLinesTest {
  private static final String MASTER_CF = "/etc/postfix/master.cf";
  private static final String GOOD = "extra unix - - n - - discard";

  @Prepare
  static void switchOver(Machine machine) {
    machine.addUser("alice");
    machine.run("cp", MASTER_CF, "/root/master.cf").ok();
    Postfix.on(machine).toUnits();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          extra UNIX - - n - - discard          |  7 | bad value "UNIX" for field "type"
          extra                                 |  6 | missing field "type"
          extra unix yes - n - - discard        | 12 | bad value "yes" for field "private"
          extra unix - maybe n - - discard      | 14 | bad value "maybe" for field "unprivileged"
          extra unix - - 0 - - discard          | 16 | bad value "0" for field "chroot"
          extra unix - - n 5m - discard         | 18 | bad value "5m" for field "wakeup"
          extra unix - - n - -1 discard         | 20 | bad value "-1" for field "maxproc"
          extra unix - - n - -                  | 21 | missing field "command"
          extra inet n - n - - discard          |  1 | unknown service name "extra"
          extra unix - - n - - discard {-o a=b  | 30 | missing "}" in "{-o a=b"
          """)
  void costsOnlyItselfAndIsToldWithItsPlace(String line, int column, String what, Machine machine) {
    Postfix postfix = Postfix.on(machine);
    replaceLine(machine, GOOD);
    assertThat(listens(machine)).isTrue();

    replaceLine(machine, line);

    assertThat(told(machine))
        .filteredOn(message -> message.contains(what))
        .singleElement()
        .asString()
        .startsWith(place(machine) + column + ": error: " + what)
        .endsWith("; ignoring this entry");
    assertThat(listens(machine)).isFalse();
    assertThat(others(machine)).hasSizeGreaterThan(20).containsOnly("active");
    postfix.smtp("carol@example.com", "alice@example.test", "beside " + what);
    postfix.awaitMail("alice", "Subject: beside " + what);
  }

  /** The last line of master.cf becomes this one; a restart would leave its service as it was. */
  private static void replaceLine(Machine machine, String line) {
    machine.run("systemctl", "stop", "postfix").ok();
    machine.write(MASTER_CF, machine.read("/root/master.cf") + line + "\n");
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "start", "postfix").ok();
  }

  private static String place(Machine machine) {
    return MASTER_CF + ":" + machine.read(MASTER_CF).lines().count() + ":";
  }

  /** More than once, as systemd asks the generator more than once. */
  private static List<String> told(Machine machine) {
    return machine
        .run("journalctl", "--boot", "--no-pager", "-o", "cat", "-t", "masterless-generator")
        .lines()
        .stream()
        .distinct()
        .toList();
  }

  private static boolean listens(Machine machine) {
    return machine.run("ss", "-Hxl").out().contains("private/extra ");
  }

  private static List<String> others(Machine machine) {
    return machine.sh("cd /run/systemd/generator && systemctl is-active postfix-*.socket").lines();
  }
}
