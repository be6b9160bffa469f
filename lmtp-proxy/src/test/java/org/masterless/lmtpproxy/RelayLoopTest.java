package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail that would go in circles, and what Dovecot's auth may say besides a host and a port. */
@Timeout(60)
class RelayLoopTest {
  private static final String RECEIVED = "Received: from a by b\r\n\tid c; Mon, 1 Jan\r\n";

  /** Answers each look-up of the auth service with these fields. */
  private static ScriptedServer auth(AtomicInteger port, String fields) throws IOException {
    return new ScriptedServer(
        "VERSION\t1\t1\n",
        line ->
            line.startsWith("PASS")
                ? "PASS\t"
                    + line.split("\t", -1)[1]
                    + "\t"
                    + fields.replace(' ', '\t').replace("PORT", "" + port)
                    + "\n"
                : "");
  }

  private static int port(TestServer server) {
    return ((InetSocketAddress) server.address).getPort();
  }

  private static String deliver(TestServer front, String recipient, String message)
      throws IOException {
    try (TestClient client = TestClient.ready(front)) {
      client.say("MAIL FROM:<s@x>");
      String answer = client.say("RCPT TO:<" + recipient + ">");
      if (answer.startsWith("250 ")) {
        client.say("DATA");
        answer = client.say(message + "\r\n.");
      }
      return answer;
    }
  }

  @Test
  void aServerIsNotRelayedToByItself() throws Exception {
    try (TestServer front = new TestServer("[relay]", "to = unix:@DIR@/lmtp")) {
      assertThat(deliver(front, "alice", "")).startsWith("451 4.4.6 ");
      assertThat(front.journal.entries).hasSize(1);
    }
  }

  /** Before there is any message, which could tell by its header. */
  @Test
  void serversThatTrustEachOtherEndALoopOfTheirs() throws Exception {
    String[] trust = {"[xclient]", "trusted = unix", "[relay]"};
    Path link = Files.createTempDirectory("loop").resolve("socket");
    try (TestServer one = new TestServer(trust[0], trust[1], trust[2], "to = unix:" + link);
        TestServer other =
            new TestServer(
                trust[0], trust[1], trust[2], "to = unix:" + one.directory.resolve("lmtp"))) {
      Files.createSymbolicLink(link, other.directory.resolve("lmtp"));
      assertThat(deliver(one, "alice", "")).startsWith("451 4.4.6 ");
      assertThat(one.journal.entries).hasSize(4);
      assertThat(other.journal.entries).hasSize(3);
    } finally {
      Files.deleteIfExists(link);
      Files.delete(link.getParent());
    }
  }

  @Test
  void aServerThatRefusesXclientGetsTheMailWithout() throws Exception {
    try (ScriptedServer back =
            new ScriptedServer(
                "220 hi\r\n",
                line ->
                    line.startsWith("LHLO")
                        ? "250-me\r\n250 XCLIENT ADDR TTL\r\n"
                        : line.startsWith("XCLIENT")
                            ? "550 5.7.0 no\r\n"
                            : ScriptedServer.usual(line));
        TestServer front = new TestServer("[relay]", "to = unix:" + back.socket)) {
      assertThat(deliver(front, "alice", "Subject: x\r\n\r\nhello")).startsWith("250 2.0.0");
      assertThat(back.lines).startsWith("LHLO mx.example.org", "XCLIENT TTL=5", "MAIL FROM:<s@x>");
    }
  }

  @Test
  void onlyAHeaderIsCountedForHops() throws Exception {
    try (TestServer back = new TestServer();
        TestServer front = new TestServer("[relay]", "to = unix:" + back.directory + "/lmtp")) {
      String body = "\r\n" + RECEIVED.repeat(60);
      assertThat(deliver(front, "alice", RECEIVED.repeat(50) + body)).startsWith("250 2.0.0 ");
      String header = "Subject: x\r\n\treceived: x\r\nrEceived: x\r\n";
      assertThat(deliver(front, "alice", header + RECEIVED.repeat(49))).startsWith("250 2.0.0 ");
      assertThat(deliver(front, "alice", header + RECEIVED.repeat(50))).startsWith("554 5.4.6 ");
      assertThat(back.deliveries.delivered()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "proxy host=127.0.0.1 port=PORT, 451 4.4.6",
    "proxy_maybe host=127.0.0.1 port=PORT, 250 2.0.0",
    "proxy_maybe host=mail.example hostip=127.0.0.1 port=PORT, 250 2.0.0",
    "proxy host=192.0.2.1 ssl=yes, 451 4.7.4",
    "proxy host=192.0.2.1 starttls=any-cert, 451 4.7.4",
    "proxy host=192.0.2.1 protocol=smtp, 451 4.3.0",
    "proxy host=192.0.2.1 port=0, 451 4.3.0",
    "proxy_maybe host=192.0.2.1 port=70000, 451 4.3.0",
    "proxy_maybe, 451 4.3.0",
    "proxy, 451 4.3.0",
    "proxy host=192.0.2.1 destuser=a>b, 451 4.3.0",
  })
  void whatCannotBeServedIsTemporaryAndOneselfIsNoProxy(String fields, String expected)
      throws Exception {
    AtomicInteger port = new AtomicInteger();
    try (ScriptedServer auth = auth(port, fields);
        TestServer front = TestServer.onTcp("[relay]", "lookup = " + auth.socket)) {
      port.set(port(front));
      String answer = deliver(front, "alice", "Subject: x\r\n\r\nhello");

      assertThat(answer).startsWith(expected);
      assertThat(front.deliveries.delivered()).hasSize(expected.startsWith("250") ? 1 : 0);
      assertThat(auth.lines).contains("PASS\t1\talice\tservice=lmtp\tlip=127.0.0.1\tlport=" + port);
    }
  }

  @Test
  void whoIsRenamedKeepsTheDetailAndTheOriginalAddress() throws Exception {
    AtomicInteger port = new AtomicInteger();
    try (TestServer back = TestServer.onTcp();
        ScriptedServer auth = auth(port, "user=Carol@x.example proxy host=127.0.0.1 port=PORT");
        TestServer front = new TestServer("[relay]", "lookup = " + auth.socket)) {
      port.set(port(back));
      assertThat(deliver(front, "alice+in.box", "Subject: x\r\n\r\nhello")).startsWith("250 2.0.0");

      FakeDeliveries.Delivered mail = back.deliveries.delivered().get(0);
      assertThat(mail.envelope().get("recipient")).isEqualTo("Carol+in.box@x.example");
      assertThat(mail.envelope().get("orcpt")).isEqualTo("rfc822;alice+2Bin.box");
    }
  }

  @Test
  void aServerMayBeGivenByName() throws Exception {
    try (TestServer back = TestServer.onTcp();
        TestServer front = new TestServer("[relay]", "to = inet:localhost:" + port(back))) {
      assertThat(deliver(front, "alice", "Subject: x\r\n\r\nhello")).startsWith("250 2.0.0");
    }
    try (TestServer front = new TestServer("[relay]", "to = inet:host.invalid:24")) {
      assertThat(deliver(front, "alice", "")).startsWith("451 4.4.3 ");
    }
  }
}
