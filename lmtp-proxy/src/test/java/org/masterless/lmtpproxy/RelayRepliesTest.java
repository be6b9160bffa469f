package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose reply of another server is whose: a recipient never gets one that is somebody else's. */
@Timeout(30)
class RelayRepliesTest {
  private static TestServer front(ScriptedServer back, String... more) throws IOException {
    List<String> lines = new ArrayList<>(List.of(more));
    lines.add(0, "[relay]");
    lines.add("to = unix:" + back.socket);
    return new TestServer(lines.toArray(String[]::new));
  }

  /** A server that answers this one line so, and others as usual. */
  private static ScriptedServer answering(String said, String answer) throws IOException {
    return new ScriptedServer(
        "220 hi\r\n", line -> line.equals(said) ? answer : ScriptedServer.usual(line));
  }

  /** The last line of each reply from MAIL to the end, but for 354. */
  private static List<String> deliver(TestServer front, String... recipients) throws IOException {
    List<String> lines = new ArrayList<>();
    try (TestClient client = TestClient.ready(front)) {
      StringBuilder text = new StringBuilder("MAIL FROM:<s@x>\r\n");
      for (String recipient : recipients) {
        text.append("RCPT TO:<").append(recipient).append(">\r\n");
      }
      client.send(text + "DATA\r\nSubject: x\r\n\r\nhello\r\n.\r\nQUIT\r\n");
      lines.addAll(client.rest());
      lines.removeIf(line -> line.startsWith("354") || line.startsWith("221"));
    }
    return lines;
  }

  /** Recipients go to the server in the order in which their look-ups are answered. */
  @Test
  void whoIsLookedUpLateStillGetsTheirOwnReply() throws Exception {
    List<String> held = new ArrayList<>();
    try (TestServer back = TestServer.onTcp();
        ScriptedServer auth =
            new ScriptedServer(
                "VERSION\t1\t1\n",
                line -> {
                  String[] words = line.split("\t", -1);
                  int port = ((InetSocketAddress) back.address).getPort();
                  String answer =
                      "PASS\t" + words[1] + "\tproxy\thost=127.0.0.1\tport=" + port + "\n";
                  if (words[0].equals("PASS") && held.isEmpty()) {
                    held.add(answer);
                    return "";
                  }
                  return words[0].equals("PASS") ? answer + held.get(0) : "";
                });
        TestServer front = new TestServer("[relay]", "lookup = " + auth.socket)) {
      List<String> lines = deliver(front, "alice", "full");

      assertThat(lines.get(3)).startsWith("250 2.0.0 <alice> ");
      assertThat(lines.get(4)).isEqualTo("552 5.2.2 <full> Quota exceeded");
      assertThat(back.deliveries.named()).isEqualTo(List.of("full", "alice"));
    }
  }

  /** RFC 5321, 4.2.3: they are accepted, so the message is answered for them. */
  @ParameterizedTest
  @ValueSource(ints = {251, 252})
  void whoIsAcceptedInOtherWordsIsAccepted(int code) throws Exception {
    try (ScriptedServer back =
            new ScriptedServer(
                "220 hi\r\n",
                line ->
                    switch (line) {
                      case "RCPT TO:<alice>" -> code + " will see\r\n";
                      case "." -> "250 alice\r\n550 5.7.1 not bob\r\n";
                      default -> ScriptedServer.usual(line);
                    });
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice", "bob");

      assertThat(lines.get(1)).isEqualTo("250 2.1.5 OK");
      assertThat(lines.get(3)).startsWith("250 2.0.0 <alice> ");
      assertThat(lines.get(4)).isEqualTo("550 5.7.1 not bob");
    }
  }

  /** The second octet of an A with a ring is a line end to Java, in the wrong place. */
  @Test
  void repliesMayHaveAnyOctet() throws Exception {
    try (ScriptedServer back =
            answering(".", "250 <\u00c3\u0085> one\r\n550 5.7.1 \u00d1\u0085\r\n");
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice", "bob");

      assertThat(lines.get(3)).startsWith("250 2.0.0 <alice> ");
      assertThat(lines.get(4)).isEqualTo("550 5.7.1 ??");
    }
  }

  /** RFC 2033, 4.2: 250 is what takes over the responsibility. A server that leaves says 221. */
  @ParameterizedTest
  @ValueSource(ints = {200, 211, 220, 221, 251, 252})
  void noOtherPositiveReplyToTheMessageMeansThatItIsStored(int code) throws Exception {
    try (ScriptedServer back = answering(".", "250 alice\r\n" + code + " shutting down\r\n");
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice", "bob");

      assertThat(lines.get(3)).startsWith("250 2.0.0 <alice> ");
      assertThat(lines.get(4)).startsWith("451 4.5.0 ");
    }
  }

  @Test
  void noReplyThatCameBeforeTheMessageIsItsResult() throws Exception {
    try (ScriptedServer back = answering("DATA", "354 go\r\n250 one\r\n250 two\r\n");
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice", "bob");

      assertThat(lines.get(3)).startsWith("451 ");
      assertThat(lines.get(4)).startsWith("451 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"354 go", "199 ok", "250-one\r\n550 two", "ok"})
  void whatIsNoReplyToRcptEndsTheConnection(String answer) throws Exception {
    try (ScriptedServer back = answering("RCPT TO:<bob>", answer + "\r\n");
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice", "bob");

      assertThat(lines.get(2)).startsWith("451 4.5.0 ");
      assertThat(lines).noneMatch(line -> line.startsWith("250 2.0.0"));
      assertThat(back.all()).doesNotContain("DATA", ".");
    }
  }

  /** What the server thinks of us or of our commands doesn't bounce anybody's mail. */
  @ParameterizedTest
  @CsvSource({
    "greeting, 554 5.7.1 no, 451 4.4.0",
    "greeting, 521 no, 451 4.4.0",
    "LHLO, 550 5.7.1 no, 451 4.4.0",
    "MAIL, 503 5.5.1 no, 451 4.4.0",
    "MAIL, 530 5.7.0 TLS first, 451 4.4.0",
    "MAIL, 552 5.3.4 too large, 552 5.3.4 too large",
    "MAIL, 452 4.3.1 no room, 452 4.3.1 no room",
    "RCPT, 502 5.5.1 what, 451 4.4.0",
    "RCPT, 550 5.1.1 nobody, 550 5.1.1 nobody",
    "RCPT, 550 4.1.1 nobody, 550 5.0.0 nobody",
    "DATA, 503 5.5.1 nobody, 451 4.4.0",
    "DATA, 554 5.7.1 no, 554 5.7.1 no",
    "., 421 4.3.2 going, 451 4.3.2 going",
    "., 554 5.6.0 virus, 554 5.6.0 virus",
  })
  void aRefusalIsPassedOnWhereItIsAboutTheMail(String where, String how, String expected)
      throws Exception {
    String greeting = where.equals("greeting") ? how + "\r\n" : "220 hi\r\n";
    try (ScriptedServer back =
            new ScriptedServer(
                greeting,
                line ->
                    line.split(" ", -1)[0].equals(where)
                        ? how + "\r\n"
                        : ScriptedServer.usual(line));
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice");
      int answer = where.equals("DATA") || where.equals(".") ? 2 : 1;

      assertThat(lines.get(answer)).startsWith(expected);
    }
  }

  @Test
  void aRecipientWhoComesAfterAnAnswerIsWaitedForNoLonger() throws Exception {
    try (ScriptedServer back = answering("RCPT TO:<mute>", "");
        TestServer front = front(back, "rcpt_timeout = 1s");
        TestClient client = TestClient.ready(front)) {
      client.say("MAIL FROM:<>");
      assertThat(client.say("RCPT TO:<alice>")).startsWith("250 ");
      assertThat(client.say("RCPT TO:<mute>")).startsWith("451 4.4.2 ").endsWith("timed out");
    }
  }

  /** Each reply comes in good time after the one before; together they take too long. */
  @Test
  void eachRecipientIsWaitedForOnlySoLong() throws Exception {
    try (ScriptedServer back =
            new ScriptedServer(
                "220 hi\r\n",
                line -> {
                  sleep(line.startsWith("RCPT") ? 1300 : 0);
                  return ScriptedServer.usual(line);
                });
        TestServer front = front(back, "rcpt_timeout = 2s")) {
      List<String> lines = deliver(front, "alice", "bob", "carol", "dave");

      assertThat(lines.get(1)).isEqualTo("250 2.1.5 OK");
      assertThat(lines.subList(2, 5))
          .allMatch(line -> line.matches("451 4\\.4\\.2 Mail server .*: timed out"));
      // The mail of those who were in time goes on.
      assertThat(lines.get(5)).startsWith("250 2.0.0 <alice> ");
      assertThat(lines).hasSize(6);
      assertThat(back.all()).doesNotContain("RCPT TO:<carol>", "RCPT TO:<dave>");
    }
  }

  /** The server stores it for them too, and says so; that is nobody else's result. */
  @Test
  void whoIsAcceptedTooLateCostsNobodyTheirOwnResult() throws Exception {
    try (ScriptedServer back =
            new ScriptedServer(
                "220 hi\r\n",
                line ->
                    switch (line) {
                      case "LHLO mx.example.org" -> "250-hi\r\n250 PIPELINING\r\n";
                      case "RCPT TO:<alice>", "RCPT TO:<late>" -> {
                        sleep(1400);
                        yield "250 ok\r\n";
                      }
                      case "." -> "250 alice\r\n250 late\r\n550 5.7.1 not bob\r\n";
                      default -> ScriptedServer.usual(line);
                    });
        TestServer front = front(back, "rcpt_timeout = 2s");
        TestClient client = TestClient.ready(front)) {
      client.say("MAIL FROM:<s@x>");
      client.send("RCPT TO:<alice>\r\nRCPT TO:<late>\r\n");
      assertThat(client.line()).startsWith("250 ");
      assertThat(client.line()).startsWith("451 4.4.2 ");
      assertThat(client.say("RCPT TO:<bob>")).startsWith("250 ");
      assertThat(client.say("DATA")).startsWith("354 ");
      client.send("hello\r\n.\r\n");
      assertThat(client.line()).startsWith("250 2.0.0 <alice> ");
      assertThat(client.line()).isEqualTo("550 5.7.1 not bob");
    }
  }

  /**
   * The rest of a line is cut off, and so are the lines behind: as masterless-lmtp-proxy(8) says.
   */
  @Test
  void aLongReplyIsPassedOnAsFarAsThePageSays() throws Exception {
    String page = Files.readString(Path.of("../man/masterless-lmtp-proxy.8"));
    Matcher limits =
        Pattern.compile(
                "Of a reply of another server, .* (\\d+) bytes of text .* (\\d+) bytes of a line\\.")
            .matcher(page.replace('\n', ' '));
    assertThat(limits.find()).isTrue();
    int all = Integer.parseInt(limits.group(1));
    int one = Integer.parseInt(limits.group(2));
    String text = "x".repeat(all / 3);
    String longLine = "550-5.1.1 " + text + "\r\n";
    String tooMuch = "550-5.1.1 too much\r\n";
    try (ScriptedServer back =
            answering("RCPT TO:<alice>", longLine.repeat(3) + tooMuch + "550 5.1.1 .\r\n");
        TestServer front = front(back)) {
      List<String> lines = deliver(front, "alice");

      String passedOn = ("5.1.1 " + text).substring(0, one - "550-\r\n".length());
      assertThat(lines.subList(1, 4))
          .containsExactly("550-" + passedOn, "550-" + passedOn, "550 " + passedOn);
      assertThat(lines.get(4)).startsWith("503 ");
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNoConnectionBehind() throws Exception {
    try (ScriptedServer back =
            new ScriptedServer(
                "220 hi\r\n",
                line -> {
                  sleep(line.equals(".") ? 300 : 0);
                  return line.equals(".") ? "250 ok\r\n" : ScriptedServer.usual(line);
                });
        TestServer front = front(back)) {
      try (TestClient client = TestClient.ready(front)) {
        client.send("MAIL FROM:<>\r\nRCPT TO:<alice>\r\nDATA\r\nhello\r\n.\r\n");
        while (!back.lines.contains(".")) {
          sleep(5);
        }
      }
      assertThat(back.all()).endsWith("QUIT", "(end)");
      while (front.server().sessions() > 0) {
        sleep(5);
      }
      assertThat(front.journal.remarks)
          .hasSize(1)
          .allMatch(text -> text.contains("lost the client"));
    }
  }

  /** All of it lies here when the server takes it at last. */
  @Test
  void aLargeMessageGoesOutInManyTurns() throws Exception {
    String line = "x".repeat(8000) + "\r\n";
    try (ScriptedServer back =
            ScriptedServer.onTcp(
                "220 hi\r\n",
                text -> {
                  if (text.equals("DATA")) {
                    sleep(700);
                  }
                  return text.startsWith("x") ? "" : ScriptedServer.usual(text);
                });
        TestServer front = new TestServer("[relay]", "to = 127.0.0.1:" + back.port());
        TestClient client = TestClient.ready(front)) {
      client.send("MAIL FROM:<>\r\nRCPT TO:<alice>\r\nDATA\r\n");
      for (int i = 0; i < 2000; i++) {
        client.send(line);
      }
      client.send(".\r\n");
      client.line();
      client.line();
      client.line();
      assertThat(client.line()).startsWith("250 2.0.0 <alice> ");
      assertThat(back.lines).filteredOn(text -> text.startsWith("xxx")).hasSize(2000);
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
