package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {
  @Test
  void areWhatLiesBetweenSeparatorsEmptyOnesToo() {
    assertThat(Pieces.of("a:b", ':')).containsExactly("a", "b");
    assertThat(Pieces.of(":a::", ':')).containsExactly("", "a", "", "");
    assertThat(Pieces.of("", ':')).containsExactly("");
  }
}
