package org.masterless.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void aFrameIsTypeLengthAndPayload() {
    byte[] frame = Frame.of(Frame.Type.DATA, new byte[0x0102]);

    assertThat(frame).hasSize(4 + 0x0102).startsWith('D', 0, 1, 2);
    assertThat(Frame.header(frame, 0)).contains(new Frame(Frame.Type.DATA, 0x0102));
  }

  @Test
  void unknownTypesAndLengthsBeyondTheirTypesAreRefused() {
    assertThat(Frame.header(new byte[] {'Q', 0, 0, 1}, 0)).isEmpty();
    assertThat(Frame.header(new byte[] {'D', 1, 0, 0}, 0))
        .contains(new Frame(Frame.Type.DATA, 65536));
    assertThat(Frame.header(new byte[] {'D', 1, 0, 1}, 0)).isEmpty();
    assertThat(Frame.header(new byte[] {'X', -1, -1, -1}, 0)).isEmpty();
  }

  @Test
  void theEndTellsSizeAndLines() {
    MessageEnd end = new MessageEnd(0x0102030405L, 77);

    assertThat(MessageEnd.of(end.payload())).contains(end);
    assertThat(MessageEnd.of(new MessageEnd(1, 2).payload())).isEmpty();
    assertThat(MessageEnd.of(new MessageEnd(-1, -2).payload())).isEmpty();
    assertThat(MessageEnd.of(new byte[15])).isEmpty();
  }
}
