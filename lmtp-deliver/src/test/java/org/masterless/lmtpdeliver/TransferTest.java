package org.masterless.lmtpdeliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.delivery.MessageEnd;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Confinement;
import org.masterless.system.Descriptors;
import org.masterless.system.Folders;
import org.masterless.system.Identities;
import org.masterless.system.JvmFiles;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/** How what comes from the front is given to a target. */
class TransferTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private final ByteArrayOutputStream stored = new ByteArrayOutputStream();

  /** Notes what it is asked for. */
  private final Target target =
      new Target() {
        @Override
        public Optional<Answer> open(long least) {
          asked.add("open " + least);
          return Optional.empty();
        }

        @Override
        public Optional<Answer> write(byte[] bytes, int offset, int length) {
          asked.add("write");
          stored.write(bytes, offset, length);
          return Optional.empty();
        }

        @Override
        public Answer finish(long size, long lines) {
          asked.add("finish " + size + " " + lines);
          return Answers.saved("u");
        }

        @Override
        public void drop() {
          asked.add("drop");
        }

        @Override
        public String name() {
          return "INBOX";
        }
      };

  private void send(Frame.Type type, byte[] payload) throws IOException {
    sent.write(Frame.of(type, payload));
  }

  private Optional<Answer> transfer(long limit) {
    JvmFiles files =
        new JvmFiles(folder, new ByteArrayInputStream(sent.toByteArray()), System.out, System.err);
    Input input = new Input(calls(files), 1000);
    input.from(0);
    Transfer transfer = new Transfer(input, limit);
    Envelope envelope = transfer.envelope().orElseThrow();
    return transfer.message(target, envelope, 0);
  }

  private static Calls calls(JvmFiles files) {
    return new Calls(
        files,
        Unexpected.of(Folders.class),
        Unexpected.of(Descriptors.class),
        Unexpected.of(Sockets.class),
        Unexpected.of(Processes.class),
        Unexpected.of(Signals.class),
        Unexpected.of(Identities.class),
        Unexpected.of(Confinement.class),
        Unexpected.of(Clock.class));
  }

  @Test
  void aSmallMessageIsOneWriteWithItsTrace() throws IOException {
    send(Frame.Type.ENVELOPE, new Envelope().with(Envelope.SIZE, "77").payload());
    for (String piece : List.of("Subject: x\n", "\n", "body\n")) {
      send(Frame.Type.DATA, piece.getBytes(ISO_8859_1));
    }
    send(Frame.Type.END, new MessageEnd(17, 3).payload());
    assertThat(transfer(0)).contains(Answers.saved("u"));
    assertThat(asked).containsExactly("open 38", "write", "finish " + stored.size() + " 10");
    assertThat(stored.toString(ISO_8859_1)).endsWith("+0000\nSubject: x\n\nbody\n");
  }

  @Test
  void aLargeMessageIsAWritePerFrame() throws IOException {
    send(Frame.Type.ENVELOPE, new byte[0]);
    for (int i = 0; i < 16; i++) {
      send(Frame.Type.DATA, new byte[65_536]);
    }
    send(Frame.Type.END, new MessageEnd(16 * 65_536, 0).payload());
    assertThat(transfer(0)).contains(Answers.saved("u"));
    assertThat(asked.stream().filter("write"::equals)).hasSize(16);
    assertThat(stored.size()).isGreaterThan(16 * 65_536);
  }

  @Test
  void aMessageThatEndsEarlyIsDropped() throws IOException {
    send(Frame.Type.ENVELOPE, new byte[0]);
    send(Frame.Type.DATA, new byte[100]);
    assertThat(transfer(0)).isEmpty();
    assertThat(asked).containsExactly("open 0", "drop");
  }

  @Test
  void whatIsTooLargeIsDroppedWhenItIsKnown() throws IOException {
    send(Frame.Type.ENVELOPE, new byte[0]);
    send(Frame.Type.DATA, new byte[99]);
    send(Frame.Type.DATA, new byte[] {'\n'});
    assertThat(transfer(100)).get().extracting(Answer::enhanced).isEqualTo("5.3.4");
    assertThat(asked).containsExactly("open 0", "drop");
  }

  @Test
  void theLimitIsForTheSizeThatClientsCount() throws IOException {
    send(Frame.Type.ENVELOPE, new byte[0]);
    send(Frame.Type.DATA, "x".repeat(98).concat("\n").getBytes(ISO_8859_1));
    send(Frame.Type.END, new MessageEnd(99, 1).payload());
    assertThat(transfer(100)).contains(Answers.saved("u"));
  }

  @Test
  void aFrameThatDoesNotBelongThereIsNoMessage() throws IOException {
    send(Frame.Type.ENVELOPE, new byte[0]);
    send(Frame.Type.ENVELOPE, new byte[0]);
    assertThat(transfer(0)).get().extracting(Answer::enhanced).isEqualTo("4.3.0");
    assertThat(asked).containsExactly("open 0", "drop");
  }
}
