package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Statuses as wait(2) packs them, checked against what a shell's children gave. */
class ChildExitTest {
  private final ChildExit exit = new ChildExit();

  @Test
  void anExitHasACode() {
    exit.status = 0x0700;
    assertThat(exit.exited()).isTrue();
    assertThat(exit.code()).isEqualTo(7);
    assertThat(exit.killed()).isFalse();
  }

  @Test
  void aDeathHasASignalAlsoWithACoreDump() {
    exit.status = 0x80 | 11;
    assertThat(exit.killed()).isTrue();
    assertThat(exit.signal()).isEqualTo(11);
  }

  @Test
  void aStopIsNoDeath() {
    exit.status = 0x137f;
    assertThat(exit.stopped()).isTrue();
    assertThat(exit.killed()).isFalse();
    assertThat(exit.exited()).isFalse();
    assertThat(exit.signal()).isEqualTo(19);
  }
}
