package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.masterless.delivery.Envelope;
import org.masterless.system.Octets;

/**
 * Whatever a client sends, and however it is cut into pieces on its way: the replies and what is
 * delivered are the same, and each reply is one.
 */
@Tag("fuzz")
class SessionFuzzTest {
  private static final Pattern REPLIES =
      Pattern.compile("([2345][0-9][0-9][ -][ -~\\x80-\\xff]*\r\n)*");

  /** Of a message, in a reply. */
  private static final Pattern ID =
      Pattern.compile("[0-9a-z]{8}\\.[0-9a-z]+\\.[0-9a-z]+(\\.[0-9]+)?");

  /**
   * In a refusal: of several ways to write it, that with which the delivery was begun, and whether
   * the first has been refused by the time of the second is a matter of time.
   */
  private static final Pattern ADDRESS = Pattern.compile("(?m)^([45]\\d\\d [\\d.]+ )<[^\r\n]*?> ");

  /** What users of these names are answered, or the test would wait for, is a matter of time. */
  private static final Pattern TIMED = Pattern.compile("(?i)slow|mute|stuck|late|early");

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** What a session came to, whatever its messages are called. */
  private record Result(String replies, List<String> delivered) {}

  @FuzzTest(maxDuration = "10m")
  void piecesDoNotMatter(byte[] bytes) throws IOException {
    if (bytes.length == 0 || TIMED.matcher(Octets.text(bytes)).find()) {
      return;
    }
    byte[] said = Arrays.copyOfRange(bytes, 1, bytes.length);
    Result atOnce = run(said, new Random(0), said.length);
    assertThat(atOnce.replies()).matches(REPLIES);
    Result inPieces = run(said, new Random(bytes[0]), 1 + Math.abs(bytes[0]));
    assertThat(inPieces).isEqualTo(atOnce);
  }

  private static Result run(byte[] sent, Random random, int most) throws IOException {
    server.deliveries.delivered().clear();
    ByteArrayOutputStream replies = new ByteArrayOutputStream();
    try (SocketChannel channel = server.connect()) {
      try {
        for (int next = 0; next < sent.length; ) {
          int length = Math.min(sent.length - next, 1 + random.nextInt(Math.max(1, most)));
          ByteBuffer piece = ByteBuffer.wrap(sent, next, length);
          while (piece.hasRemaining()) {
            channel.write(piece);
          }
          next += length;
        }
        channel.shutdownOutput();
      } catch (IOException e) {
        // The server has ended the session, and will not read on.
      }
      readAll(channel, replies);
    }
    List<String> delivered =
        server.deliveries.delivered().stream().map(SessionFuzzTest::text).sorted().toList();
    String said = ID.matcher(Octets.text(replies.toByteArray())).replaceAll("ID");
    return new Result(ADDRESS.matcher(said).replaceAll("$1<> "), delivered);
  }

  private static void readAll(SocketChannel channel, ByteArrayOutputStream into) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        into.write(buffer.array(), 0, buffer.position());
      }
    } catch (IOException e) {
      // As above; what it had said before is read.
      return;
    }
  }

  private static String text(FakeDeliveries.Delivered delivered) {
    Envelope envelope = delivered.envelope();
    return delivered.user()
        + " "
        + envelope.get(Envelope.SENDER)
        + " "
        + envelope.get(Envelope.RECIPIENT)
        + " "
        + delivered.end()
        + "\n"
        + delivered.text();
  }
}
