package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.masterless.lmtpproxy.io.Budget;
import org.masterless.lmtpproxy.io.Memory;

/** The server outlives what happens in sessions and at their beginnings. */
@Timeout(60)
class ServerTest {
  /** What goes wrong once, where a session begins. */
  private static TestServer failingOnce(Error error) throws IOException {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    return TestServer.beginningSessionsWith(
        () -> {
          if (isFirst.getAndSet(false)) {
            throw error;
          }
        });
  }

  @Test
  void anErrorWhereASessionBeginsIsNotTheEnd() throws Exception {
    try (TestServer server = failingOnce(new OutOfMemoryError("made up"))) {
      try (TestClient client = new TestClient(server)) {
        assertThat(client.rest()).isEmpty();
      }
      try (TestClient client = new TestClient(server)) {
        assertThat(client.line()).startsWith("220 ");
      }
      assertThat(server.journal.remarks).hasSize(1).allMatch(text -> text.contains("made up"));
    }
  }

  @Test
  void anErrorInASessionEndsThatOneOnly() throws Exception {
    try (TestServer server = new TestServer();
        TestClient other = TestClient.ready(server)) {
      server.journal.failNext(new StackOverflowError("made up"));
      try (TestClient client = TestClient.ready(server)) {
        client.send("MAIL FROM:<>\r\nRCPT TO:<nosuch>\r\n");
        assertThat(client.rest()).isEmpty();
      }
      while (server.server().sessions() > 1) {
        Thread.sleep(5);
      }
      assertThat(server.journal.remarks).hasSize(1).allMatch(text -> text.contains("made up"));
      assertThat(other.say("NOOP")).startsWith("250 ");
    }
  }

  @Test
  void aSessionThatBeginsWhileTheServerStopsIsToldSo() throws Exception {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    Thread[] stopper = new Thread[1];
    try (TestServer server =
        TestServer.beginningSessionsWith(
            () -> {
              if (isFirst.getAndSet(false)) {
                stopper[0].start();
                while (stopper[0].isAlive() && stopper[0].getState() != Thread.State.BLOCKED) {
                  Thread.onSpinWait();
                }
              }
            })) {
      stopper[0] = new Thread(server::stopSessions);
      try (TestClient client = new TestClient(server)) {
        assertThat(client.rest()).last().isEqualTo("421 4.3.2 Shutting down");
      }
      stopper[0].join();
      assertThat(server.server().sessions()).isZero();
    }
  }

  /** All of it is there when the session begins, so that the server never has to wait for more. */
  private static TestClient sendsAllAtOnce(TestServer server, String text) throws IOException {
    try (TestClient first = TestClient.ready(server)) {
      TestClient second = new TestClient(server);
      second.send(text);
      first.say("QUIT");
      return second;
    }
  }

  private static void assertNotYetNamed(TestServer server, String user) throws Exception {
    for (int i = 0; i < 100; i++) {
      Thread.sleep(10);
      assertThat(server.deliveries.named()).doesNotContain(user);
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotReadEither() throws Exception {
    String text =
        "LHLO c\r\n" + "VRFY a\r\n".repeat(13_000) + "MAIL FROM:<>\r\nRCPT TO:<alice>\r\n";
    try (TestServer server = new TestServer("[service]", "sessions = 1");
        TestClient client = sendsAllAtOnce(server, text)) {
      assertNotYetNamed(server, "alice");
      String line = client.line();
      while (!line.startsWith("250 2.1.5")) {
        line = client.line();
      }
      assertThat(server.deliveries.named()).contains("alice");
    }
  }

  @Test
  void aClientThatNeverReadsIsLeft() throws Exception {
    String text = "LHLO c\r\n" + "VRFY a\r\n".repeat(13_000);
    try (TestServer server = new TestServer("[service]", "sessions = 1", "timeout = 1s");
        TestClient client = sendsAllAtOnce(server, text)) {
      while (server.journal.remarks.isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(server.journal.remarks).allMatch(remark -> remark.endsWith("doesn't read"));
      assertThat(client.line()).startsWith("220 ");
    }
  }

  @Test
  void whoeverSendsManyCommandsBehindARecipientWaitsForIt() throws Exception {
    String text =
        "LHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<mute>\r\n"
            + "VRFY a\r\n".repeat(5000)
            + "RCPT TO:<alice>\r\n";
    try (TestServer server = new TestServer("[service]", "sessions = 1");
        TestClient client = sendsAllAtOnce(server, text)) {
      assertNotYetNamed(server, "alice");
      server.deliveries.release();
      String line = client.line();
      while (!line.startsWith("250 2.1.5")) {
        line = client.line();
      }
    }
  }

  /** Of all sessions, so that many of them with many recipients can't use up the heap. */
  @Test
  void recipientsForWhomThereIsNoMemoryHaveToComeLater() throws Exception {
    Memory memory = new Memory(new Budget(14_000), new Budget(0));
    try (TestServer server = TestServer.withMemory(memory);
        TestClient first = TestClient.ready(server);
        TestClient second = TestClient.ready(server)) {
      first.say("MAIL FROM:<>");
      second.say("MAIL FROM:<>");
      assertThat(first.say("RCPT TO:<alice>")).startsWith("250 ");
      assertThat(second.say("RCPT TO:<bob>")).startsWith("250 ");
      assertThat(first.say("RCPT TO:<carol>")).isEqualTo("452 4.3.1 Too many recipients at once");
      second.say("RSET");
      assertThat(first.say("RCPT TO:<carol>")).startsWith("250 ");
      first.say("DATA");
      String text = "x".repeat(1000) + "\r\n";
      assertThat(first.say(text.repeat(40) + ".")).startsWith("250 2.0.0 <alice>");
      assertThat(first.line()).startsWith("250 2.0.0 <carol>");
      assertThat(server.deliveries.delivered())
          .extracting(mail -> mail.text().length())
          .containsExactly(40 * 1001, 40 * 1001);
      first.say("NOOP");
      assertThat(memory.envelopes().take(14_000)).isTrue();
    }
  }
}
