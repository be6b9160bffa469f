package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void controlCharactersAreWrittenOut() {
    assertThat(Quoted.of("a\u000b\u007f\n")).isEqualTo("\"a\\x0b\\x7f\\x0a\"");
  }

  @Test
  void otherBytesStayAsTheyAre() {
    assertThat(Quoted.of("\u00c3\u00a9 \"~")).isEqualTo("\"\u00c3\u00a9 \"~\"");
  }

  @Test
  void aLongTextIsCut() {
    assertThat(Quoted.of("x".repeat(60))).isEqualTo("\"" + "x".repeat(60) + "\"");
    assertThat(Quoted.of("x".repeat(61))).isEqualTo("\"" + "x".repeat(60) + "...\"");
  }
}
