package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OctetsTest {
  @Test
  void everyByteSurvivesTheWayThroughAString() {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    assertThat(Octets.bytes(Octets.text(all))).isEqualTo(all);
    assertThat(Octets.text(all).charAt(255)).isEqualTo('\u00ff');
  }

  @Test
  void aPartOfAnArray() {
    assertThat(Octets.text(new byte[] {'a', 'b', 'c', 'd'}, 1, 2)).isEqualTo("bc");
    assertThat(Octets.text(new byte[0], 0, -1)).isEmpty();
  }

  @Test
  void cWantsANulAtTheEndAndNoneBefore() {
    assertThat(Octets.terminated("ab")).containsExactly('a', 'b', 0);
    assertThat(Octets.isCString("ab")).isTrue();
    assertThat(Octets.isCString("a\0b")).isFalse();
  }

  @Test
  void whatIsNoByteBecomesAQuestionMark() {
    assertThat(Octets.bytes("\u20ac")).containsExactly('?');
  }
}
