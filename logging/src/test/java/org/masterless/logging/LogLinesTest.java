package org.masterless.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.masterless.system.Octets;
import org.slf4j.LoggerFactory;

class LogLinesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private JournalLogger logger(boolean isJournal) {
    PrintStream out = new PrintStream(written);
    return new JournalLogger("test", new LogLines(out, isJournal));
  }

  private String text() {
    return Octets.text(written.toByteArray());
  }

  @Test
  void theJournalGetsPriorities() {
    logger(true).error("one {}", 1);
    logger(true).warn("two");
    logger(true).info("three");
    assertThat(text()).isEqualTo("<3>one 1\n<4>two\n<6>three\n");
  }

  @Test
  void aPersonGetsPlainLinesAndNoDebug() {
    logger(false).info("one");
    logger(false).debug("two");
    assertThat(text()).isEqualTo("one\n");
  }

  @Test
  void nothingStartsAnotherLineAndNoTraceIsShown() {
    logger(true).info("a\n<3>b\u00c3\u00a9");
    logger(true).error("failed", new IllegalStateException("why"));
    assertThat(text())
        .isEqualTo("<6>a?<3>b\u00c3\u00a9\n<3>failed: java.lang.IllegalStateException: why\n");
  }

  @Test
  void slf4jFindsIt() {
    assertThat(LoggerFactory.getLogger("any")).isInstanceOf(JournalLogger.class);
  }
}
