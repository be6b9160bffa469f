package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sessions in {@code src/test/resources/transcripts}, sent in several ways. */
@Timeout(20)
class TranscriptTest {
  static Stream<Transcript> all() throws IOException {
    return Transcript.all();
  }

  static Stream<Transcript> thatNeedNoAnswers() throws IOException {
    return Transcript.all().filter(transcript -> !transcript.isStrict());
  }

  /** How the client's bytes are written. */
  private interface Sender {
    void send(SocketChannel out, byte[] bytes) throws IOException;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aClientThatWaitsForEachAnswerGetsIt(Transcript transcript) throws Exception {
    try (TestServer server = new TestServer(transcript.configuration().toArray(String[]::new));
        SocketChannel channel = server.connect()) {
      BufferedReader in = reader(channel);
      for (Transcript.Step step : transcript.steps()) {
        if (step.who() == 'C') {
          channel.write(ByteBuffer.wrap(step.bytes()));
        } else if (step.who() == 'S') {
          String line = in.readLine();
          assertThat(line)
              .isNotNull()
              .matches(got -> Transcript.matches(step.text(), got), step.text());
        }
      }
      channel.shutdownOutput();
      assertThat(in.readLine()).isNull();
      assertDelivered(transcript, server);
    }
  }

  @ParameterizedTest
  @MethodSource("thatNeedNoAnswers")
  void aClientThatSendsAllAtOnceGetsTheSame(Transcript transcript) throws Exception {
    run(transcript, (out, bytes) -> out.write(ByteBuffer.wrap(bytes)));
  }

  @ParameterizedTest
  @MethodSource("thatNeedNoAnswers")
  void aClientThatSendsByteByByteGetsTheSame(Transcript transcript) throws Exception {
    run(
        transcript,
        (out, bytes) -> {
          for (byte b : bytes) {
            out.write(ByteBuffer.wrap(new byte[] {b}));
          }
        });
  }

  private static void run(Transcript transcript, Sender sender) throws Exception {
    try (TestServer server = new TestServer(transcript.configuration().toArray(String[]::new));
        SocketChannel channel = server.connect()) {
      Thread writer = new Thread(() -> send(sender, channel, transcript.sent()));
      writer.start();
      List<String> lines = new ArrayList<>();
      BufferedReader in = reader(channel);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
      writer.join();
      List<String> expected = transcript.expected();
      for (int i = 0; i < Math.max(expected.size(), lines.size()); i++) {
        String want = i < expected.size() ? expected.get(i) : "(end)";
        String got = i < lines.size() ? lines.get(i) : "(end)";
        assertThat(got).matches(line -> Transcript.matches(want, line), want);
      }
      assertDelivered(transcript, server);
    }
  }

  private static void send(Sender sender, SocketChannel channel, byte[] bytes) {
    try {
      sender.send(channel, bytes);
      channel.shutdownOutput();
    } catch (IOException e) {
      // The server has had enough; what it said before is compared.
      return;
    }
  }

  private static BufferedReader reader(SocketChannel channel) {
    return new BufferedReader(
        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
  }

  private static void assertDelivered(Transcript transcript, TestServer server) {
    assertThat(server.deliveries.delivered())
        .extracting(delivered -> delivered.user() + " " + delivered.text())
        .containsExactlyInAnyOrderElementsOf(transcript.deliveries());
  }
}
