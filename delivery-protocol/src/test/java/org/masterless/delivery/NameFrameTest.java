package org.masterless.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameFrameTest {
  @ParameterizedTest
  @ValueSource(strings = {"u001", "v1@example.com", "m\u00c3\u00bcller", "a"})
  void namesComeBackAsTheyWere(String name) {
    byte[] frame = NameFrame.of(name).orElseThrow();

    assertThat(frame).hasSize(NameFrame.SIZE);
    assertThat(NameFrame.name(frame)).contains(name);
  }

  @Test
  void theLongestNameLeavesRoomForItsEnd() {
    assertThat(NameFrame.of("x".repeat(255))).isPresent();
    assertThat(NameFrame.of("x".repeat(256))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", "a:b", "a b", "a\tb", "a\0b", "\u007f"})
  void whatALookUpCouldMistakeIsNoName(String name) {
    assertThat(NameFrame.of(name)).isEmpty();
    byte[] frame = new byte[NameFrame.SIZE];
    for (int i = 0; i < name.length(); i++) {
      frame[i] = (byte) name.charAt(i);
    }
    assertThat(NameFrame.name(frame)).isEmpty();
  }

  @Test
  void bytesBehindTheEndAreRefused() {
    byte[] frame = NameFrame.of("u001").orElseThrow();
    frame[200] = 'x';

    assertThat(NameFrame.name(frame)).isEmpty();
    assertThat(NameFrame.name(new byte[] {'a', 0})).isEmpty();
  }
}
