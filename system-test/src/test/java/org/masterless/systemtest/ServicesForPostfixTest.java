package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Programs of services.cf that serve a Postfix on units, as masterless.services(5) shows it. */
@OnMachine
class ServicesForPostfixTest {
  private static final String ENTRIES =
      """
      policy unix y - n - 20 /usr/local/bin/policyd -o accept=yes -o socket_user=postfix
      /var/spool/postfix/private/policy
             unix y - n - 20 /usr/local/bin/policyd -o accept=yes -o socket_user=postfix
      lmtp   unix y - n - 20 /usr/local/bin/lmtpd
        -o accept=yes -o socket_user=postfix -o user=carol -o write_paths=/srv/mail
      """;

  /** Reads requests from standard input, as programs for spawn(8) do. */
  private static final String POLICY =
      """
      #!/bin/sh
      while read -r line; do
        case $line in
        sender=banned@*) action='REJECT not from you' ;;
        '') printf 'action=%s\\n\\n' "${action:-DUNNO}"; action= ;;
        esac
      done
      """;

  private static final String LMTP =
      """
      #!/bin/sh
      say() { printf '%s\\r\\n' "$1"; }
      say '220 lmtp.example.test LMTP'
      while read -r line; do
        case $line in
        DATA*)
          say '354 go on'
          while read -r line && [ "$line" != "$(printf '.\\r')" ]; do
            printf '%s\\n' "$line" >>/srv/mail/box
          done
          say '250 delivered' ;;
        QUIT*) say '221 bye'; exit ;;
        *) say '250 fine' ;;
        esac
      done
      """;

  @Prepare
  static void startServices(Machine machine) {
    machine.addUser("carol");
    machine.sh("install -d -o carol /srv/mail").ok();
    machine.write("/usr/local/bin/policyd", POLICY);
    machine.write("/usr/local/bin/lmtpd", LMTP);
    machine.sh("chmod 755 /usr/local/bin/*").ok();
    machine.write("/etc/masterless/services.cf", ENTRIES);
    machine.append(
        "/etc/postfix/master.cf",
        """
        2525 inet n - n - - smtpd
          -o { smtpd_client_restrictions = check_policy_service unix:private/policy }
        2526 inet n - n - - smtpd
          -o { smtpd_client_restrictions = check_policy_service unix:/run/masterless/policy }
        """);
    Postfix.on(machine).set("mailbox_transport=lmtp:unix:/run/masterless/lmtp");
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "enable", "--now", "masterless.target").ok();
    Postfix.on(machine).toUnits();
  }

  @Test
  void aPolicyDaemonAnswersWhereverItsSocketIs(Machine machine) {
    for (int port : new int[] {2525, 2526}) {
      try (SmtpClient client = SmtpClient.connect(machine, "127.0.0.1", port)) {
        client.ehlo("client.example.test").is(250);
        client.mailFrom("banned@example.com").is(250);
        assertThat(client.rcptTo("carol@example.test").is(554).lines().toString())
            .contains("not from you");
        client.command("RSET").is(250);
        client.mailFrom("dave@example.com").is(250);
        client.rcptTo("carol@example.test").is(250);
        client.quit().is(221);
      }
    }
  }

  @Test
  void mailIsHandedToAnLmtpServer(Machine machine) {
    Postfix.on(machine).smtp("dave@example.com", "carol@example.test", "by LMTP");

    Eventually.await(
        "the message",
        () -> machine.run("cat", "/srv/mail/box").out(),
        box -> box.contains("Subject: by LMTP"));
    assertThat(machine.run("stat", "-c", "%U", "/srv/mail/box").text()).isEqualTo("carol");
    Postfix.on(machine).awaitEmptyQueue();
  }

  @Test
  void stoppingPostfixLeavesThemAlone(Machine machine) {
    machine.run("systemctl", "stop", "postfix").ok();

    assertThat(machine.runWith("sender=x@y\n\n", "nc", "-NU", "/run/masterless/policy").text())
        .isEqualTo("action=DUNNO");
    machine.run("systemctl", "start", "postfix").ok();
  }
}
