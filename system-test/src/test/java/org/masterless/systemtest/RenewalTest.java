package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate that only root may read is renewed as certbot does it, and Postfix reloaded. */
@OnMachine
class RenewalTest {
  private static final String LIVE = "/etc/letsencrypt/live/mail.example.test/";

  /** Files, modes and links are certbot's; the argument is the certificate's number. */
  private static final String RENEW =
      """
      umask 022
      name=mail.example.test
      mkdir -p /etc/letsencrypt
      cd /etc/letsencrypt
      mkdir -p -m 0700 live archive
      mkdir -p "live/$name" "archive/$name"
      cd "archive/$name"
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 90 \\
        -subj "/CN=$name" -set_serial "$1" -keyout "privkey$1.pem" -out "fullchain$1.pem"
      chmod 600 "privkey$1.pem"
      for file in privkey fullchain; do
        ln -s "../../archive/$name/$file$1.pem" "../../live/$name/new"
        mv -T "../../live/$name/new" "../../live/$name/$file.pem"
      done
      """;

  private static int issued = 0;

  @Prepare
  static void getACertificate(Machine machine) {
    machine.addUser("alice");
    renew(machine);
    Postfix postfix = Postfix.on(machine);
    postfix.set(
        "smtpd_tls_cert_file=" + LIVE + "fullchain.pem",
        "smtpd_tls_key_file=" + LIVE + "privkey.pem",
        "home_mailbox=Maildir/");
    postfix.toUnits();
  }

  @AfterEach
  void noUnitFailed(Machine machine) {
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", LIVE + "privkey.pem " + LIVE + "fullchain.pem"})
  void afterAReloadClientsSeeTheNewCertificate(String chain, Machine machine) {
    Postfix postfix = Postfix.on(machine);
    postfix.set("smtpd_tls_chain_files=" + chain);
    postfix.restart();
    assertThat(served(machine)).isEqualTo(issued);

    renew(machine);
    assertThat(served(machine)).isEqualTo(issued - 1);
    postfix.reload();

    assertNewIsServed(machine);
  }

  @Test
  void noClientIsRefusedOrCutOffMeanwhile(Machine machine) {
    Postfix postfix = Postfix.on(machine);
    try (Session clients = machine.start(source(2000));
        SmtpClient open = SmtpClient.connectTls(machine)) {
      open.ehlo("client.example.com").is(250);
      open.mailFrom("carol@example.com").is(250);

      for (int i = 0; i < 3; i++) {
        renew(machine);
        postfix.reload();
        assertNewIsServed(machine);
      }
      assertThat(clients.running()).as("clients to the end").isTrue();

      open.rcptTo("alice@example.test").is(250);
      open.data("Subject: through it all\n\nhello\n").is(250);
      open.quit().is(221);
      assertThat(clients.exit()).as(clients.errors()).isZero();
    }

    postfix.awaitMail("alice", "Subject: through it all");
    Eventually.eventually("all mail", Duration.ofMinutes(1), () -> delivered(machine) == 2001);
  }

  private static void renew(Machine machine) {
    issued++;
    machine.run("sh", "-ec", RENEW, "sh", Integer.toString(issued)).ok();
  }

  /** systemctl returns when the signal is sent, under master too, and a client may be as fast. */
  private static void assertNewIsServed(Machine machine) {
    Eventually.await(
        "certificate " + issued,
        Duration.ofSeconds(2),
        () -> served(machine),
        serial -> serial == issued);
  }

  /** The number of the certificate that the next client is shown. */
  private static int served(Machine machine) {
    String serial =
        machine
            .sh(
                "openssl s_client -starttls smtp -connect 127.0.0.1:25 </dev/null"
                    + " | openssl x509 -noout -serial")
            .ok()
            .text();
    return Integer.parseInt(serial.replace("serial=", ""), 16);
  }

  /** Messages, each counted once: under master too, a new qmgr hands some out again. */
  private static int delivered(Machine machine) {
    machine.run("postqueue", "-f").ok();
    return machine.sh("grep -rhi '^message-id:' ~alice/Maildir/new | sort -u").lines().size();
  }

  private static String[] source(int messages) {
    return "smtp-source -s 4 -m %d -f carol@example.com -t alice@example.test 127.0.0.1:25"
        .formatted(messages)
        .split(" ", -1);
  }
}
