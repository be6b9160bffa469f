package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.masterless.system.Octets;
import org.masterless.system.Soak;

/** Large messages, many recipients, and clients that write anything. */
class LoadTest {
  private static final int PIECE = 1 << 16;

  @Test
  @Tag("soak")
  @Timeout(300)
  void aLargeMessageGoesToManyAlthoughOneDoesNotRead() throws Exception {
    int pieces = 16 * Soak.size(10, 90);
    int recipients = Soak.size(20, 50);
    byte[] piece = Octets.bytes(("x".repeat(62) + "\r\n").repeat(PIECE / 64));
    try (TestServer server = new TestServer("[delivery]", "timeout = 30s", "rcpt_timeout = 30s");
        TestClient client = TestClient.ready(server)) {
      long start = System.nanoTime();
      client.say("MAIL FROM:<>");
      client.say("RCPT TO:<stuck>");
      for (int i = 1; i < recipients; i++) {
        assertThat(client.say("RCPT TO:<u" + i + ">")).startsWith("250");
      }
      client.say("DATA");
      for (int i = 0; i < pieces; i++) {
        client.send(piece);
      }
      client.send(".\r\n");
      while (server.deliveries.delivered().size() < recipients - 1) {
        Thread.sleep(10);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      server.deliveries.release();
      assertThat(client.line()).startsWith("451 4.3.0 <stuck>");
      for (int i = 1; i < recipients; i++) {
        assertThat(client.line()).startsWith("250 2.0.0 <u" + i + ">");
      }
      long size = (long) pieces * (PIECE - PIECE / 64);
      assertThat(server.deliveries.delivered()).allMatch(mail -> mail.end().size() == size);
      Soak.report(
          "one message to many, one of whom doesn't read",
          pieces / 16 + " MiB, " + recipients + " recipients",
          String.format("%.1f s", seconds));
    }
  }

  /** Nothing that is sent may make the server hang, fail, or deliver what wasn't ended. */
  @Test
  @Tag("soak")
  @Timeout(3600)
  void whateverAClientSendsTheSessionEndsWell() throws Exception {
    String[] words = {
      "LHLO c\r\n",
      "MAIL FROM:<>\r\n",
      "MAIL FROM:<s@x> SIZE=10\r\n",
      "RCPT TO:<alice>\r\n",
      "RCPT TO:<nosuch>\r\n",
      "RCPT TO:<crash-in-data>\r\n",
      "RCPT TO:<quits>\r\n",
      "RCPT TO:<early-full>\r\n",
      "DATA\r\n",
      "text\r\n",
      ".\r\n",
      "\r\n.\r\n",
      "BDAT 5\r\nhello",
      "BDAT 3 LAST\r\nabc",
      "BDAT 2\r\n",
      "RSET\r\n",
      "NOOP\r\n",
      "QUIT\r\n",
      "\r",
      "\n",
      "\0",
      "XCLIENT ADDR=1.2.3.4\r\n",
      "STARTTLS\r\n",
      "<",
      ">",
      "@",
      "\"",
      "\\",
      " ",
      "\u00ff",
      ":",
    };
    int sessions = Soak.size(300, 100_000);
    try (TestServer server = new TestServer("[xclient]", "trusted = unix")) {
      for (int seed = 0; seed < sessions; seed++) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "LHLO c\r\n");
        for (int i = random.nextInt(30); i > 0; i--) {
          text.append(words[random.nextInt(words.length)]);
        }
        try (TestClient client = new TestClient(server)) {
          client.send(text.toString());
          client.channel.shutdownOutput();
          assertThat(client.rest())
              .as("seed " + seed)
              .isNotEmpty()
              .allMatch(line -> line.matches("[2345][0-9][0-9][ -][ -~]{0,510}"));
        } catch (java.io.IOException e) {
          assertThat(e).as("seed " + seed).hasMessage("Broken pipe");
        }
      }
      assertThat(server.journal.remarks).noneMatch(remark -> remark.startsWith("bug"));
      Soak.report("sessions of random words", sessions + " sessions", "all ended well");
    }
  }
}
