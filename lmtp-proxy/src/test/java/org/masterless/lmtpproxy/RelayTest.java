package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy in front of another LMTP server, and in front of whatever Dovecot's auth names. */
@Timeout(30)
class RelayTest {
  private static final String MESSAGE = "a\r\n..b\r\n\nc\r\n.\r\n";

  private static List<String> deliver(TestServer front, String... recipients) throws IOException {
    List<String> lines = new ArrayList<>();
    try (TestClient client = TestClient.ready(front)) {
      StringBuilder text = new StringBuilder("MAIL FROM:<s@x> BODY=8BITMIME\r\n");
      for (String recipient : recipients) {
        text.append("RCPT TO:<").append(recipient).append(">\r\n");
      }
      client.send(text + "DATA\r\n" + MESSAGE + "QUIT\r\n");
      client.line();
      lines.addAll(client.rest());
      lines.remove("221 2.0.0 Bye");
      lines.removeIf(line -> line.startsWith("354"));
    }
    return lines;
  }

  @Test
  void eachRecipientGetsWhatTheOtherServerSays() throws Exception {
    try (TestServer back = new TestServer();
        TestServer front = new TestServer("[relay]", "to = unix:" + back.directory + "/lmtp")) {
      List<String> lines = deliver(front, "alice", "nosuch", "full", "bob+x@localhost");

      assertThat(lines.subList(0, 4))
          .containsExactly(
              "250 2.1.5 OK",
              "550 5.1.1 <nosuch> User doesn't exist: nosuch",
              "250 2.1.5 OK",
              "250 2.1.5 OK");
      assertThat(lines.get(4)).matches("250 2.0.0 <alice> \\S+ Saved");
      assertThat(lines.get(5)).isEqualTo("552 5.2.2 <full> Quota exceeded");
      assertThat(lines.get(6)).matches("250 2.0.0 <bob\\+x@localhost> \\S+:R4 Saved");
      assertThat(lines).hasSize(7);
      assertThat(back.deliveries.delivered())
          .extracting(mail -> mail.user() + " " + mail.text())
          .allMatch(
              text ->
                  text.matches(
                      "(alice|bob) Received: from c\n\tby mx\\.example\\.org with LMTP\n\tid \\S+;"
                          + "\n\t\\w{3}, \\d+ \\w{3} \\d{4} [0-9:]{8} \\+0000\na\n\\.b\n\nc\n"))
          .hasSize(2);
      assertThat(back.deliveries.delivered())
          .allMatch(mail -> mail.envelope().get("body").equals("8BITMIME"));
      assertThat(front.deliveries.named()).isEmpty();
      assertThat(front.journal.entries).allMatch(entry -> entry.who().startsWith("relay="));
    }
  }

  @Test
  void aServerThatIsNotThereIsATemporaryFailure() throws Exception {
    try (TestServer front = new TestServer("[relay]", "to = unix:/nonexistent/lmtp")) {
      assertThat(deliver(front, "alice").get(0))
          .isEqualTo(
              "451 4.4.1 Mail server /nonexistent/lmtp: can't be reached: No such file or directory");
    }
  }

  @Test
  void aPortThatNobodyListensAtIsSaidToBeSo() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (TestServer front = new TestServer("[relay]", "to = inet:127.0.0.1:" + port)) {
      assertThat(deliver(front, "alice").get(0))
          .isEqualTo(
              "451 4.4.1 Mail server 127.0.0.1:" + port + ": can't be reached: Connection refused");
    }
  }

  /** Where it hangs up, or talks nonsense: at each step all who have no answer get a 451. */
  @ParameterizedTest
  @ValueSource(strings = {"LHLO", "MAIL", "RCPT", "DATA", "."})
  void aServerThatFailsAnywhereIsATemporaryFailure(String where) throws Exception {
    for (String how :
        List.of("hang up", "what?\r\n", "123 x\r\n", "250\r\n250\r\n250\r\n250 x\r\n")) {
      boolean isWrong = !how.startsWith("250") || where.equals("DATA");
      try (ScriptedServer back =
              new ScriptedServer(
                  "220 hi\r\n", line -> line.startsWith(where) ? how : ScriptedServer.usual(line));
          TestServer front = new TestServer("[relay]", "to = unix:" + back.socket)) {
        List<String> lines = deliver(front, "alice", "bob");
        assertThat(lines).as(how).hasSizeGreaterThan(1);
        if (isWrong) {
          assertThat(lines)
              .as(how)
              .anyMatch(line -> line.startsWith("451 "))
              .noneMatch(line -> line.startsWith("250 2.0.0"));
        }
      }
    }
  }

  @Test
  void aServerWithoutPipeliningIsAskedOneThingAtATime() throws Exception {
    try (ScriptedServer back = new ScriptedServer("220 hi\r\n", ScriptedServer::usual);
        TestServer front = new TestServer("[relay]", "to = unix:" + back.socket)) {
      assertThat(deliver(front, "alice", "bob"))
          .filteredOn(line -> line.startsWith("250 2.0.0"))
          .hasSize(2);
      assertThat(back.lines)
          .startsWith(
              "LHLO mx.example.org",
              "MAIL FROM:<s@x>",
              "RCPT TO:<alice>",
              "RCPT TO:<bob>",
              "DATA",
              "Received: from c")
          .containsSequence("a", "..b", "", "c", ".");
    }
  }

  /** One user here, but two to a server that has its own rules: both have to be sent on. */
  @ParameterizedTest
  @CsvSource({
    "info+x@localhost, info-x@localhost",
    "info@a.example, info@b.example",
    "Bob@c, bob@c",
    "\"bob\"@c, bob@c"
  })
  void addressesOfOneUserAreNotOneRecipientToAnotherServer(String one, String two)
      throws Exception {
    List<String> rules =
        List.of("delimiter = +-", "local_domains = localhost a.example b.example", "[relay]");
    try (ScriptedServer back = new ScriptedServer("220 hi\r\n", ScriptedServer::usual);
        TestServer front = front(rules, "to = unix:" + back.socket)) {
      assertThat(deliver(front, one, two, one))
          .filteredOn(line -> line.startsWith("250 2.0.0"))
          .hasSize(3);
      assertThat(back.all())
          .filteredOn(line -> line.startsWith("RCPT"))
          .containsExactly("RCPT TO:<" + one + ">", "RCPT TO:<" + two + ">");
    }
    try (ScriptedServer back = ScriptedServer.onTcp("220 hi\r\n", ScriptedServer::usual);
        ScriptedServer auth = naming(back.port());
        TestServer front = front(rules, "lookup = " + auth.socket)) {
      assertThat(deliver(front, one, two, one))
          .filteredOn(line -> line.startsWith("250 2.0.0"))
          .hasSize(3);
      assertThat(back.all())
          .filteredOn(line -> line.startsWith("RCPT"))
          .containsExactly("RCPT TO:<" + one + ">", "RCPT TO:<" + two + ">");
    }
  }

  private static TestServer front(List<String> rules, String relay) throws IOException {
    return new TestServer("[addresses]\n" + String.join("\n", rules) + "\n" + relay);
  }

  private static ScriptedServer naming(int port) throws IOException {
    return new ScriptedServer(
        "VERSION\t1\t1\n",
        line ->
            line.startsWith("PASS")
                ? "PASS\t"
                    + line.split("\t", -1)[1]
                    + "\tproxy\thost=127.0.0.1\tport="
                    + port
                    + "\n"
                : "");
  }

  @Test
  void theServerThatDovecotNamesGetsTheMail() throws Exception {
    try (TestServer back = TestServer.onTcp();
        ScriptedServer auth =
            new ScriptedServer(
                "VERSION\t1\t1\nSPID\t7\n",
                line -> authAnswer(line, ((InetSocketAddress) back.address).getPort()));
        TestServer front = new TestServer("[relay]", "lookup = " + auth.socket)) {
      List<String> lines = deliver(front, "alice", "bob", "nosuch", "broken", "moved");

      assertThat(lines.subList(0, 5))
          .containsExactly(
              "250 2.1.5 OK",
              "250 2.1.5 OK",
              "550 5.1.1 <nosuch> User doesn't exist: nosuch",
              "451 4.3.0 <broken> User look-up failed",
              "250 2.1.5 OK");
      assertThat(lines).filteredOn(line -> line.startsWith("250 2.0.0")).hasSize(3);
      assertThat(front.deliveries.delivered())
          .extracting(mail -> mail.user())
          .containsExactly("Bob");
      assertThat(back.deliveries.delivered())
          .extracting(mail -> mail.user())
          .containsExactlyInAnyOrder("alice", "carol");
      assertThat(auth.lines).startsWith("VERSION\t1\t0", "PASS\t1\talice\tservice=lmtp");
    }
  }

  private static String authAnswer(String line, int port) {
    String[] words = line.split("\t", -1);
    String proxy = "\tproxy\thost=127.0.0.1\tport=" + port;
    if (!words[0].equals("PASS")) {
      return "";
    }
    return switch (words[2]) {
      case "alice" -> "PASS\t" + words[1] + "\tuser=alice" + proxy + "\n";
      case "moved" -> "PASS\t" + words[1] + proxy + "\tdestuser=carol\n";
      case "bob" -> "PASS\t" + words[1] + "\tuser=Bob\n";
      case "nosuch" -> "NOTFOUND\t" + words[1] + "\n";
      default -> "FAIL\t" + words[1] + "\n";
    };
  }

  /** The name service would make it loopback, which is some other server. */
  @ParameterizedTest
  @ValueSource(strings = {"host=", "hostip=\thost=", "host", ""})
  void noNameOfAServerIsNoServer(String host) throws Exception {
    try (ScriptedServer auth =
            new ScriptedServer(
                "VERSION\t1\t1\n",
                line -> line.startsWith("PASS") ? "PASS\t1\tproxy\t" + host + "\n" : "");
        TestServer front = new TestServer("[relay]", "lookup = " + auth.socket)) {
      assertThat(deliver(front, "alice").get(0))
          .isEqualTo("451 4.3.0 <alice> User look-up named no server");
    }
  }

  /** Dovecot hangs up on a line of more than 1024 octets (auth-master-connection.c). */
  @Test
  void whoseNameIsTooLongIsNotLookedUp() throws Exception {
    try (ScriptedServer auth =
            new ScriptedServer(
                "VERSION\t1\t1\n",
                line -> {
                  if (line.length() > 1024) {
                    return "hang up";
                  }
                  return line.startsWith("PASS")
                      ? "NOTFOUND\t" + line.split("\t", -1)[1] + "\n"
                      : "";
                });
        TestServer front = new TestServer("[relay]", "lookup = " + auth.socket)) {
      String longest = "x".repeat(255);
      List<String> lines =
          deliver(front, "alice", "y".repeat(1100), longest, "z".repeat(256), "bob");

      assertThat(lines.subList(0, 5))
          .extracting(line -> line.substring(0, 9))
          .containsExactly("250 2.1.5", "550 5.1.1", "250 2.1.5", "550 5.1.1", "250 2.1.5");
      assertThat(auth.lines)
          .filteredOn(line -> line.startsWith("PASS"))
          .extracting(line -> line.split("\t", -1)[2])
          .containsExactly("alice", longest, "bob");
    }
  }

  @Test
  void anAuthServiceThatHangsUpIsATemporaryFailure() throws Exception {
    try (ScriptedServer auth =
            new ScriptedServer(
                "VERSION\t1\t1\n", line -> line.startsWith("PASS") ? "hang up" : "");
        TestServer front = new TestServer("[relay]", "lookup = " + auth.socket)) {
      assertThat(deliver(front, "alice").get(0)).isEqualTo("451 4.3.0 <alice> User look-up failed");
    }
  }
}
