package org.masterless.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** Whatever comes is read as something that is written as it came, or is refused. */
@Tag("fuzz")
class ProtocolFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void whatIsReadIsWrittenAlike(byte[] bytes) {
    NameFrame.name(bytes).ifPresent(name -> assertThat(NameFrame.of(name)).contains(bytes));
    NameFrame.name(Arrays.copyOf(bytes, NameFrame.SIZE))
        .ifPresent(name -> assertThat(NameFrame.isName(name)).isTrue());
    MessageEnd.of(bytes).ifPresent(end -> assertThat(end.payload()).isEqualTo(bytes));
    DeliveryReply.of(bytes).ifPresent(ProtocolFuzzTest::isRead);
    Envelope.of(bytes)
        .ifPresent(envelope -> assertThat(Envelope.of(envelope.payload())).isPresent());
    if (bytes.length >= Frame.HEADER_SIZE) {
      Frame.header(bytes, 0).ifPresent(frame -> isHeader(frame, bytes));
    }
  }

  /** Numbers can be written with zeros in front, and texts are cut. */
  private static void isRead(DeliveryReply reply) {
    DeliveryReply again = DeliveryReply.of(reply.payload()).orElseThrow();
    assertThat(again.code()).isEqualTo(reply.code());
    assertThat(again.uid()).isEqualTo(reply.uid());
    assertThat(reply.text()).startsWith(again.text());
  }

  private static void isHeader(Frame frame, byte[] bytes) {
    byte[] header = new byte[Frame.HEADER_SIZE];
    Frame.putHeader(frame.type(), frame.length(), header, 0);
    assertThat(bytes).startsWith(header);
    assertThat(frame.length()).isBetween(0, frame.type().most());
  }
}
