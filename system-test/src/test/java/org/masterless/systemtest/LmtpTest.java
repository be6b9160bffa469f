package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Mail from a Postfix on units through {@code lmtp-proxy} to one {@code lmtp-deliver} process for
 * each recipient, as the lines in {@code services.cf} that are shipped as an example have it.
 */
@OnMachine
class LmtpTest {
  private static final int USERS = 20;

  /** One for each client. */
  private static final Executor THREADS = task -> new Thread(task, "client").start();

  /** Holds deliveries up between RCPT and DATA, so that their processes can be looked at. */
  private static final String PATIENT_CLIENT =
      """
      exec 3<>/dev/tcp/127.0.0.1/24
      hear() { while IFS= read -r -t 20 line <&3 && [ "${line:3:1}" = - ]; do :; done; echo "$line"; }
      say() { printf '%s\\r\\n' "$1" >&3; hear; }
      hear
      say 'LHLO client.example.test'
      say 'MAIL FROM:<carol@example.com>'
      for i in {1..20}; do say "RCPT TO:<u$i@example.test>"; done
      echo waiting
      read -r
      say DATA
      say $'Subject: patient\\r\\n\\r\\ntext\\r\\n.'
      for i in {2..20}; do hear; done
      say QUIT
      """;

  private static final String SMTPLIB =
      """
      import smtplib
      client = smtplib.LMTP('127.0.0.1', 24)
      print(client.sendmail('carol@example.com', ['u1@example.test', 'u2@example.test'],
                            'Subject: smtplib\\r\\n\\r\\n.dots\\r\\n..more\\r\\n'))
      client.quit()
      """;

  @Prepare
  static void startServices(Machine machine) {
    fromPostfix(machine, LmtpServices.ON_A_PORT);
    machine.installPackages("swaks");
  }

  /** All mail of a Postfix on units goes to {@link #USERS} users by LMTP. */
  static void fromPostfix(Machine machine, String moreEntries) {
    LmtpServices.addUsers(machine, USERS);
    machine.write(
        "/etc/masterless/lmtp-proxy.conf",
        "[addresses]\nlocal_domains = example.test, localhost\n");
    LmtpServices.start(machine, moreEntries);
    Postfix postfix = Postfix.on(machine);
    postfix.set("mailbox_transport=lmtp:unix:/run/masterless/lmtp");
    postfix.toUnits();
  }

  @AfterEach
  void noUnitFailed(Machine machine) {
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  private static List<String> users() {
    return LmtpServices.users(USERS);
  }

  private static void awaitMail(Machine machine, String subject, List<String> users) {
    for (String user : users) {
      Eventually.eventually(
          subject + " for " + user,
          () ->
              machine.sh("grep -l '^Subject: %s' ~%s/Maildir/new/*".formatted(subject, user)).exit()
                  == 0);
    }
  }

  @Test
  void aMessageToTwentyUsersIsTwentyFilesEachItsUsersOwn(Machine machine) {
    String[] command = new String[USERS + 3];
    command[0] = "sendmail";
    command[1] = "-f";
    command[2] = "carol@example.com";
    for (int i = 1; i <= USERS; i++) {
      command[i + 2] = "u" + i + "@example.test";
    }
    machine.runWith("Subject: twenty\n\nhello\n", command).ok();

    awaitMail(machine, "twenty", users());
    assertThat(
            machine
                .sh(
                    "for f in $(grep -l '^Subject: twenty' /home/u*/Maildir/new/*); do"
                        + " stat -c '%U %G %a' $f; done")
                .lines())
        .containsExactlyInAnyOrderElementsOf(
            users().stream().map(user -> user + " " + user + " 600").toList());
    assertThat(machine.sh("cat $(grep -l '^Subject: twenty' /home/u3/Maildir/new/*)").out())
        .startsWith("Return-Path: <carol@example.com>\nDelivered-To: u3@example.test\n")
        .contains("for <u3@example.test>");
    Postfix.on(machine).awaitEmptyQueue();
  }

  @Test
  void eachRecipientHasAProcessThatIsThatUserForGood(Machine machine) {
    try (Session client = machine.start("bash", "-c", PATIENT_CLIENT)) {
      String line = client.readLine().orElseThrow();
      while (!line.equals("waiting")) {
        assertThat(line).startsWith("2");
        line = client.readLine().orElseThrow();
      }
      List<ProcessInfo> processes =
          machine.processes().stream()
              .filter(process -> process.name().equals("lmtp-deliver"))
              .filter(process -> !process.uids().contains(0))
              .toList();
      assertThat(processes).hasSize(USERS);
      for (ProcessInfo process : processes) {
        int uid = process.uids().get(0);
        assertThat(process.uids()).containsOnly(uid);
        assertThat(process.gids()).containsOnly(uid);
        for (String set : List.of("Inh", "Prm", "Eff", "Amb")) {
          assertThat(process.capabilities(set)).as(set).isZero();
        }
      }
      assertThat(processes.stream().map(process -> process.uids().get(0)))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, USERS).map(LmtpServices::uid).boxed().toList());
      client.send("go on\n");
      assertThat(client.rest())
          .hasSize(USERS + 2)
          .filteredOn(l -> l.startsWith("250"))
          .hasSize(USERS);
    }
    awaitMail(machine, "patient", users());
  }

  /** To the proxy's port, with more options of its own. */
  static Result swaks(Machine machine, String... options) {
    Stream<String> command =
        Stream.of(
            "swaks",
            "--protocol",
            "LMTP",
            "--server",
            "127.0.0.1",
            "--port",
            Integer.toString(LmtpServices.PORT));
    return machine.run(Stream.concat(command, Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void unknownUsersAreRefusedAndOthersGetTheirMail(Machine machine) {
    Result swaks =
        swaks(
            machine,
            "--helo",
            "client.example.test",
            "--from",
            "carol@example.com",
            "--to",
            "u5@example.test,nobody-here@example.test",
            "--header",
            "Subject: swaks");

    assertThat(swaks.out()).contains("550 5.1.1");
    awaitMail(machine, "swaks", List.of("u5"));
  }

  @Test
  void pythonsClientIsServed(Machine machine) {
    assertThat(machine.runWith(SMTPLIB, "python3", "-").ok().text()).isEqualTo("{}");

    awaitMail(machine, "smtplib", List.of("u1", "u2"));
    assertThat(machine.sh("cat $(grep -l '^Subject: smtplib' /home/u1/Maildir/new/*)").out())
        .endsWith("\n\n.dots\n..more\n");
  }

  @Test
  void aSourceOfManyMessagesLosesNone(Machine machine) {
    machine
        .run(
            "smtp-source",
            "-L",
            "-s",
            "10",
            "-m",
            "300",
            "-l",
            "4096",
            "-f",
            "carol@example.com",
            "-t",
            "u9@example.test",
            "127.0.0.1:24")
        .ok();

    assertThat(machine.sh("cat ~u9/Maildir/new/* | grep -ci '^message-id:'").text())
        .isEqualTo("300");
  }

  /** Of twice as many recipients as there are processes, most have to wait for one. */
  @Test
  void messagesToManyAtOnceDontWaitForEachOther(Machine machine) {
    String message = AcknowledgedMail.text("at once", 1000);
    String[] all = users().toArray(String[]::new);
    List<CompletableFuture<List<String>>> clients =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> LmtpClient.replies(machine, message, all), THREADS))
            .toList();
    for (CompletableFuture<List<String>> client : clients) {
      assertThat(client.join()).hasSize(USERS).containsOnly("250 2.0.0");
    }
  }

  @Test
  void theConfigurationCanBeCheckedBefore(Machine machine) {
    String[] check = {
      "sh", "-c", "cd /usr/lib/masterless && ./lmtp-proxy --check --config /root/c"
    };
    machine.write("/root/c", "[service]\nsessions = 10\n");
    assertThat(machine.run(check).ok().err()).isEmpty();
    machine.write("/root/c", "[service]\nsessions = ten\n");
    assertThat(machine.run(check))
        .matches(result -> result.exit() == 78 && result.err().contains("/root/c:2:"));
  }

  @Test
  void theLogHasALineForEachDelivery(Machine machine) {
    machine.runWith("Subject: logged\n\nhello\n", "sendmail", "u7@example.test").ok();
    awaitMail(machine, "logged", List.of("u7"));

    Eventually.await(
        "the proxy's line",
        () -> machine.journal("-u", "masterless-lmtp-unix.service", "-o", "cat"),
        log -> log.contains("u7@example.test") && log.contains("uid=3007"));
    Eventually.eventually(
        "a status",
        () -> {
          String unit = "masterless-lmtp-unix.service";
          return !machine.run("systemctl", "show", "-P", "StatusText", unit).text().isEmpty();
        });
  }

  /** While more is delivered; and with the sizes that are in the names of the files. */
  @Test
  void dovecotReadsWhatWasDelivered(Machine machine) {
    machine.installPackages("dovecot");
    List<String> sizes;
    try (Session source =
        machine.start(
            "smtp-source",
            "-L",
            "-s",
            "4",
            "-m",
            "200",
            "-l",
            "2000",
            "-f",
            "carol@example.com",
            "-t",
            "u11@example.test",
            "127.0.0.1:24")) {
      while (source.running()) {
        fetch(machine, "uid");
      }
      sizes = fetch(machine, "size.physical size.virtual");
    }

    assertThat(sizes)
        .containsExactlyInAnyOrderElementsOf(
            machine
                .sh(
                    "ls ~u11/Maildir/new ~u11/Maildir/cur"
                        + " | sed -n 's/.*,S=\\([0-9]*\\),W=\\([0-9]*\\).*/\\1 \\2/p'")
                .lines());
    assertThat(sizes).hasSize(200);
  }

  private static List<String> fetch(Machine machine, String fields) {
    String location =
        machine.release() == Release.BOOKWORM
            ? "-o mail_location=maildir:~/Maildir"
            : "-o mail_driver=maildir -o mail_path='~/Maildir' -o mail_inbox_path='~/Maildir'";
    return machine
        .sh(
            "doveadm "
                + location
                + " -f tab fetch -u u11 '"
                + fields
                + "' all | sed 1d | tr '\\t' ' '")
        .ok()
        .lines();
  }
}
