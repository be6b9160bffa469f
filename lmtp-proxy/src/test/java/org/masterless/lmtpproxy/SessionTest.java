package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.masterless.delivery.Envelope;
import org.masterless.system.Octets;

/** What isn't told by a transcript: time, failures, what is handed on. */
@Timeout(60)
class SessionTest {
  private static final String MESSAGE = "Subject: x\r\n\r\nhello\r\n.\r\n";

  @Test
  void allThatTheClientSaysGoesToTheProcess() throws Exception {
    try (TestServer server = new TestServer("[xclient]", "trusted = unix");
        TestClient client = TestClient.ready(server)) {
      client.say("XCLIENT ADDR=IPV6:2001:db8::1 SESSION=f.1");
      client.say("LHLO there.example");
      client.say("MAIL FROM:<s@x> SIZE=10 BODY=8BITMIME RET=FULL ENVID=e1 SMTPUTF8");
      client.say("RCPT TO:<alice+in.box> NOTIFY=NEVER ORCPT=rfc822;a@b");
      client.say("DATA");
      client.send(MESSAGE);
      client.line();

      Envelope envelope = server.deliveries.delivered().get(0).envelope();
      assertThat(envelope.payload())
          .isEqualTo(
              new Envelope()
                  .with("sender", "s@x")
                  .with("recipient", "alice+in.box")
                  .with("detail", "in.box")
                  .with("session", "f.1")
                  .with("host", "mx.example.org")
                  .with("helo", "there.example")
                  .with("client_address", "2001:db8::1")
                  .with("protocol", "LMTP")
                  .with("size", "10")
                  .with("body", "8BITMIME")
                  .with("smtputf8", "yes")
                  .with("ret", "FULL")
                  .with("envid", "e1")
                  .with("notify", "NEVER")
                  .with("orcpt", "rfc822;a@b")
                  .payload());
    }
  }

  @Test
  void aDomainOfOursMayBeUtf8() throws Exception {
    String domain = "b\u00c3\u009ccher.Example";
    try (TestServer server = new TestServer("[addresses]", "local_domains = " + domain);
        TestClient client = TestClient.ready(server)) {
      client.say("MAIL FROM:<> SMTPUTF8");
      client.say("RCPT TO:<alice@B\u00c3\u009ccher.example>");
      client.say("RCPT TO:<bob@b\u00c3\u00bccher.example>");

      assertThat(server.deliveries.named())
          .containsExactly("alice", "bob@b\u00c3\u00bccher.example");
    }
  }

  @Test
  void allProcessesOfPipelinedRecipientsStartBeforeAnyHasAnswered() throws Exception {
    try (TestServer server = new TestServer();
        TestClient client = TestClient.ready(server)) {
      client.send("MAIL FROM:<>\r\nRCPT TO:<mute1>\r\nRCPT TO:<mute2>\r\nRCPT TO:<alice>\r\n");
      while (server.deliveries.named().size() < 3) {
        Thread.sleep(5);
      }
      server.deliveries.release();
      assertThat(client.line()).startsWith("250 2.1.0");
      assertThat(client.line()).startsWith("451 4.3.0 <mute1>");
      assertThat(client.line()).startsWith("451 4.3.0 <mute2>");
      assertThat(client.line()).isEqualTo("250 2.1.5 OK");
    }
  }

  @Test
  void whoIsLateCostsNobodyElseAnything() throws Exception {
    try (TestServer server = new TestServer("[delivery]", "rcpt_timeout = 1s", "timeout = 1s");
        TestClient client = TestClient.ready(server)) {
      client.send(
          "MAIL FROM:<>\r\nRCPT TO:<mute>\r\nRCPT TO:<stuck>\r\nRCPT TO:<slow>\r\nRCPT TO:<alice>\r\nDATA\r\n");
      assertThat(List.of(client.line(), client.line(), client.line(), client.line(), client.line()))
          .containsExactly(
              "250 2.1.0 OK",
              "451 4.4.2 <mute> Delivery timed out",
              "250 2.1.5 OK",
              "250 2.1.5 OK",
              "250 2.1.5 OK");
      client.line();
      client.send(MESSAGE);
      while (server.deliveries.delivered().isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(client.line()).isEqualTo("451 4.4.2 <stuck> Delivery timed out");
      assertThat(client.line()).isEqualTo("451 4.4.2 <slow> Delivery timed out");
      assertThat(client.line()).startsWith("250 2.0.0 <alice> ");
    }
  }

  @Test
  void aDeliveryServiceThatIsNotThereIsATemporaryFailure() throws Exception {
    try (TestServer server = new TestServer()) {
      server.deliveries.close();
      try (TestClient client = TestClient.ready(server)) {
        client.say("MAIL FROM:<>");
        assertThat(client.say("RCPT TO:<alice>"))
            .isEqualTo("451 4.3.0 <alice> Delivery service can't be reached: Connection refused");
      }
    }
  }

  @Test
  void aDisconnectAtAnyByteDeliversNothingTwiceAndNothingUnended() throws Exception {
    String session =
        "LHLO c\r\nMAIL FROM:<s@x>\r\nRCPT TO:<alice>\r\nRCPT TO:<bob>\r\nDATA\r\n" + MESSAGE;
    try (TestServer server = new TestServer()) {
      for (int i = 0; i <= session.length(); i++) {
        try (TestClient client = new TestClient(server)) {
          client.send(session.substring(0, i));
          client.channel.shutdownOutput();
          client.rest();
        }
        assertThat(server.deliveries.delivered())
            .as("after %d bytes", i)
            .hasSize(i < session.length() ? 0 : 2);
      }
    }
  }

  @Test
  void chunksOfAllSizesAreTheSameMessage() throws Exception {
    String wire = "a\r\n.\r\n\r\n..b\r\r\nc\nd\r\n";
    List<String> expected = new ArrayList<>();
    try (TestServer server = new TestServer();
        TestClient client = TestClient.ready(server)) {
      for (int first = 0; first <= wire.length(); first++) {
        for (int second = first; second <= wire.length(); second++) {
          client.send("MAIL FROM:<>\r\nRCPT TO:<alice>\r\n");
          client.send("BDAT " + first + "\r\n" + wire.substring(0, first));
          client.send("BDAT " + (second - first) + "\r\n" + wire.substring(first, second));
          client.send("BDAT " + (wire.length() - second) + " LAST\r\n" + wire.substring(second));
          for (int i = 0; i < 5; i++) {
            assertThat(client.line()).startsWith("250 ");
          }
          expected.add("a\n.\n\n..b\r\nc\nd\n");
        }
      }
      assertThat(server.deliveries.delivered())
          .extracting(FakeDeliveries.Delivered::text)
          .isEqualTo(expected);
    }
  }

  @Test
  void aSilentClientIsToldAndLeft() throws Exception {
    try (TestServer server = new TestServer("[service]", "timeout = 1s")) {
      try (TestClient client = TestClient.ready(server)) {
        assertThat(client.rest()).containsExactly("421 4.4.2 Timeout exceeded");
      }
      try (TestClient client = TestClient.ready(server)) {
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<alice>");
        client.say("DATA");
        client.send("half a mess");
        assertThat(client.rest()).containsExactly("421 4.4.2 Timeout exceeded");
      }
      assertThat(server.deliveries.delivered()).isEmpty();
    }
  }

  /** Whether the server takes all of it. */
  private static boolean drips(TestClient client, String piece, int times, long pause)
      throws Exception {
    try {
      for (int i = 0; i < times; i++) {
        client.send(piece);
        Thread.sleep(pause);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** RFC 5321, 4.5.3.2.7: the time is for the command, not for each of its octets. */
  @Test
  void aClientThatNeverEndsItsCommandIsLeft() throws Exception {
    try (TestServer server = new TestServer("[service]", "timeout = 1s");
        TestClient client = TestClient.ready(server)) {
      assertThat(drips(client, "N", 20, 300)).isFalse();
      assertThat(client.rest()).containsExactly("421 4.4.2 Timeout exceeded");
    }
  }

  @Test
  void aClientThatHardlySendsItsMessageIsLeft() throws Exception {
    for (String begin : List.of("DATA", "BDAT 5000", "BDAT 0\r\nBDAT 5000")) {
      try (TestServer server = new TestServer("[service]", "timeout = 1s");
          TestClient client = TestClient.ready(server)) {
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<alice>");
        client.send(begin + "\r\n");
        assertThat(drips(client, "x", 20, 300)).as(begin).isFalse();
        assertThat(client.rest()).as(begin).last().isEqualTo("421 4.4.2 Timeout exceeded");
        assertThat(server.deliveries.delivered()).isEmpty();
      }
    }
  }

  /** It takes three times as long as a client may be silent. */
  @Test
  void aMessageThatComesSlowlyButSteadilyComesThrough() throws Exception {
    try (TestServer server = new TestServer("[service]", "timeout = 1s");
        TestClient client = TestClient.ready(server)) {
      client.say("MAIL FROM:<>");
      client.say("RCPT TO:<alice>");
      client.say("DATA");
      assertThat(drips(client, "x".repeat(298) + "\r\n", 15, 200)).isTrue();
      client.send(".\r\n");
      assertThat(client.line()).startsWith("250 2.0.0 <alice> ");
      // A slow message leaves the next command all of its time.
      Thread.sleep(700);
      assertThat(client.say("NOOP")).startsWith("250 ");
    }
  }

  /** Where they are is for the log. */
  @Test
  void aMessageThatCannotBeStoredIsAnsweredWithoutPaths() throws Exception {
    try (TestServer server = new TestServer();
        TestClient client = TestClient.ready(server)) {
      client.say("MAIL FROM:<>");
      client.say("RCPT TO:<stuck>");
      client.say("DATA");
      Path moved = server.directory.resolveSibling(server.directory.getFileName() + "-moved");
      Files.move(server.directory, moved);
      try {
        client.send(("x".repeat(998) + "\r\n").repeat(1000));
        client.send(".\r\n");
        assertThat(client.line()).isEqualTo("452 4.3.1 Message can't be stored");
      } finally {
        Files.move(moved, server.directory);
      }
      assertThat(server.journal.remarks)
          .hasSize(1)
          .allMatch(
              text ->
                  text.matches(
                      "[0-9a-z.]+: a message can't be stored: .*NoSuchFileException: "
                          + server.directory
                          + "/lmtp-.*"));
    }
  }

  @Test
  void aStopEndsSessionsBetweenCommandsAndLetsMessagesEnd() throws Exception {
    try (TestServer server = new TestServer();
        TestClient idle = TestClient.ready(server);
        TestClient busy = TestClient.ready(server)) {
      busy.say("MAIL FROM:<>");
      busy.say("RCPT TO:<alice>");
      busy.say("DATA");
      Thread stopper = new Thread(server::stop);
      stopper.start();
      assertThat(idle.rest()).containsExactly("421 4.3.2 Shutting down");
      busy.send(MESSAGE);
      assertThat(busy.line()).startsWith("250 2.0.0 <alice>");
      assertThat(busy.rest()).containsExactly("421 4.3.2 Shutting down");
      stopper.join();
      assertThat(server.deliveries.delivered()).hasSize(1);
    }
  }

  @Test
  void itEndsWhenNobodyComes() throws Exception {
    try (TestServer server = new TestServer("[service]", "idle = 1s")) {
      try (TestClient client = TestClient.ready(server)) {
        Thread.sleep(1200);
        assertThat(client.say("NOOP")).startsWith("250");
      }
      server.thread().join(Duration.ofSeconds(5).toMillis());
      assertThat(server.thread().isAlive()).isFalse();
    }
  }

  @Test
  void noMoreSessionsThanConfiguredAreServedAtOnce() throws Exception {
    try (TestServer server = new TestServer("[service]", "sessions = 1");
        TestClient first = TestClient.ready(server);
        TestClient second = new TestClient(server)) {
      assertThat(server.server().sessions()).isEqualTo(1);
      first.say("QUIT");
      assertThat(second.line()).startsWith("220 ");
    }
  }

  @Test
  void theLogHasALineForEachRecipient() throws Exception {
    try (TestServer server = new TestServer();
        TestClient client = TestClient.ready(server)) {
      client.send(
          "MAIL FROM:<s@x>\r\nRCPT TO:<alice>\r\nRCPT TO:<nosuch>\r\nRCPT TO:<busy>\r\nDATA\r\n");
      client.send(MESSAGE + "QUIT\r\n");
      client.rest();
      assertThat(server.journal.entries)
          .extracting(
              entry -> entry.line().replaceFirst("^[^:]*", "ID").replaceAll("\\d+\\.\\d{3}", "T"))
          .anyMatch(
              line ->
                  line.startsWith(
                      "ID: from=<s@x>, to=<alice>, uid=2001, size=21, delay=T, delays=T/T, status=sent (250 2.0.0 <alice> "))
          .contains(
              "ID: from=<s@x>, to=<nosuch>, uid=2001, delay=T, delays=T/T, status=bounced (550 5.1.1 <nosuch> User doesn't exist: nosuch)",
              "ID: from=<s@x>, to=<busy>, uid=2001, size=21, delay=T, delays=T/T, status=deferred (451 4.2.0 <busy> Mailbox is busy)")
          .hasSize(3);
    }
  }

  @Test
  void aProcessThatSaysItIsSavedBeforeItHasAllIsNotBelieved() throws Exception {
    try (TestServer server = new TestServer();
        TestClient client = TestClient.ready(server)) {
      client.say("MAIL FROM:<>");
      client.say("RCPT TO:<early-yes>");
      client.say("DATA");
      client.send("first\r\n");
      Thread.sleep(100);
      client.send("second\r\n.\r\n");
      assertThat(client.line()).startsWith("451 4.3.0 <early-yes>");
    }
  }

  @Test
  void bytesThatAreNotUtf8ComeOutAsTheyWere() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all.append(i == '\r' ? "" : "" + (char) i);
    }
    try (TestServer server = new TestServer();
        TestClient client = TestClient.ready(server)) {
      client.say("MAIL FROM:<>");
      client.say("RCPT TO:<alice>");
      client.say("DATA");
      client.send(Octets.bytes(all + "\r\n.\r\n"));
      client.line();
      assertThat(server.deliveries.delivered().get(0).text()).isEqualTo(all + "\n");
    }
  }
}
