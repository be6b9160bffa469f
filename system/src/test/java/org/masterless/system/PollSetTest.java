package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollSetTest {
  private final PollSet set = new PollSet();

  @Test
  void entriesAreInTheKernelsLayout() {
    set.add(0x01020304, PollSet.READABLE);
    assertThat(set.entries).startsWith(4, 3, 2, 1, 1, 0, 0, 0);
  }

  @Test
  void itGrowsWithoutForgetting() {
    for (int i = 0; i < 1000; i++) {
      assertThat(set.add(i, PollSet.WRITABLE)).isEqualTo(i);
    }
    assertThat(set.size()).isEqualTo(1000);
    assertThat(set.descriptor(0)).isZero();
    assertThat(set.descriptor(999)).isEqualTo(999);
    assertThat(set.events(999)).isEqualTo(PollSet.WRITABLE);
    assertThat(set.entries).hasSizeGreaterThanOrEqualTo(8000);
  }

  @Test
  void nothingIsReadyBeforeAPollNorAfterBeingAddedAnew() {
    set.add(7, PollSet.READABLE);
    assertThat(set.isReady(0)).isFalse();
    set.markReady(0, true);
    assertThat(set.isReady(0)).isTrue();
    set.clear();
    set.add(7, PollSet.READABLE);
    assertThat(set.isReady(0)).isFalse();
  }

  @Test
  void anErrorOrAHangUpIsReadyToo() {
    set.add(7, PollSet.READABLE);
    LittleEndian.putInt16(set.entries, 6, 16);
    assertThat(set.isReady(0)).isTrue();
    LittleEndian.putInt16(set.entries, 6, 8);
    assertThat(set.isReady(0)).isTrue();
  }

  @Test
  void whatIsNotInItIsNotReady() {
    assertThat(set.isReady(-1)).isFalse();
    assertThat(set.isReady(0)).isFalse();
  }
}
