package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalLineTest {
  @Test
  void thePriorityComesFirst() {
    assertThat(JournalLine.of(JournalLine.WARNING, "tea is cold")).isEqualTo("<4>tea is cold\n");
  }

  @Test
  void theKernelLogWantsToKnowWhoSpeaks() {
    assertThat(JournalLine.forKernelLog(JournalLine.ERROR, "generator", 42, "no tea"))
        .isEqualTo("<3>generator[42]: no tea\n");
  }

  @Test
  void nothingInTheTextCanStartAnotherLine() {
    assertThat(JournalLine.of(JournalLine.INFO, "a\n<0>b\r\u001b[2J\u007f"))
        .isEqualTo("<6>a?<0>b??[2J?\n");
  }

  @Test
  void bytesAbove127Stay() {
    assertThat(JournalLine.of(JournalLine.INFO, "\u00c3\u00a9")).isEqualTo("<6>\u00c3\u00a9\n");
  }
}
