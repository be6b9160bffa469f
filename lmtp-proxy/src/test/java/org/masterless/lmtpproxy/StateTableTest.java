package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command in every state: its reply, and the state that follows. */
@Timeout(20)
class StateTableTest {
  private static final Map<String, List<String>> INTO =
      Map.of(
          "greeted", List.of(),
          "ready", List.of("LHLO c"),
          "mail", List.of("LHLO c", "MAIL FROM:<s@x>"),
          "rcpt", List.of("LHLO c", "MAIL FROM:<s@x>", "RCPT TO:<alice>"),
          "chunks", List.of("LHLO c", "MAIL FROM:<s@x>", "RCPT TO:<alice>", "BDAT 0"));

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    // What can be said in a state is told by what MAIL, RCPT and BDAT 0 are answered there.
    "LHLO d,          250 ready,   250 ready,   250 ready,  250 ready,  250 ready",
    "MAIL FROM:<t@x>, 503 greeted, 250 mail,    503 mail,   503 rcpt,   503 chunks",
    "RCPT TO:<bob>,   503 greeted, 503 ready,   250 rcpt,   250 rcpt,   503 chunks",
    "DATA,            503 greeted, 503 ready,   503 mail,   354 data,   503 chunks",
    "BDAT 0,          503 greeted, 503 ready,   503 mail,   250 chunks, 250 chunks",
    "BDAT 0 LAST,     503 greeted, 503 ready,   503 mail,   250 ready,  250 ready",
    "BDAT,            501 over,    501 over,    501 over,   501 over,   501 over",
    "RSET,            250 greeted, 250 ready,   250 ready,  250 ready,  250 ready",
    "NOOP,            250 greeted, 250 ready,   250 mail,   250 rcpt,   250 chunks",
    "VRFY alice,      252 greeted, 252 ready,   252 mail,   252 rcpt,   252 chunks",
    "VRFY,            501 greeted, 501 ready,   501 mail,   501 rcpt,   501 chunks",
    "QUIT,            221 over,    221 over,    221 over,   221 over,   221 over",
    "STARTTLS,        502 greeted, 502 ready,   503 mail,   503 rcpt,   503 chunks",
    "XCLIENT ADDR=::1, 550 greeted, 550 ready,  503 mail,   503 rcpt,   503 chunks",
    "AUTH PLAIN,      502 greeted, 502 ready,   502 mail,   502 rcpt,   502 chunks",
    "EHLO c,          500 greeted, 500 ready,   500 mail,   500 rcpt,   500 chunks",
    "HELO c,          500 greeted, 500 ready,   500 mail,   500 rcpt,   500 chunks",
    "'',              500 greeted, 500 ready,   500 mail,   500 rcpt,   500 chunks",
  })
  void aCommandIsAnsweredAndLeadsOn(
      String command, String greeted, String ready, String mail, String rcpt, String chunks)
      throws Exception {
    try (TestServer server = new TestServer()) {
      check(server, "greeted", command, greeted);
      check(server, "ready", command, ready);
      check(server, "mail", command, mail);
      check(server, "rcpt", command, rcpt);
      check(server, "chunks", command, chunks);
    }
  }

  private static void check(TestServer server, String from, String command, String expected)
      throws IOException {
    try (TestClient client = new TestClient(server)) {
      client.line();
      for (String line : INTO.getOrDefault(from, List.of())) {
        assertThat(client.say(line)).startsWith("250 ");
      }
      String code = client.say(command).substring(0, 3);
      assertThat(code + " " + state(client, code))
          .as(command + " when " + from)
          .isEqualTo(expected);
    }
  }

  private static String state(TestClient client, String code) throws IOException {
    if (code.equals("354")) {
      return client.say(".").startsWith("250") ? "data" : "lost";
    }
    if (isOver(client)) {
      return "over";
    }
    String rcpt = client.say("RCPT TO:<carol>");
    return switch (rcpt.substring(4)) {
      case "5.5.1 LHLO first" -> "greeted";
      case "5.5.1 MAIL needed first" -> "ready";
      case "5.5.1 BDAT needed next" -> "chunks";
      case "2.1.5 OK" -> client.say("DATA").startsWith("354") ? within(client) : "?";
      default -> rcpt;
    };
  }

  private static boolean isOver(TestClient client) {
    try {
      return client.say("NOOP").equals("(end)");
    } catch (IOException e) {
      return true;
    }
  }

  /** One answer more where there was a recipient before carol. */
  private static String within(TestClient client) throws IOException {
    client.send(".\r\nNOOP\r\n");
    client.line();
    return client.line().contains("Saved") ? "rcpt" : "mail";
  }
}
