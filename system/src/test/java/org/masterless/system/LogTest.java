package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
  private final StringBuilder written = new StringBuilder();

  /** Standard error is inode 77 of device 8. */
  private final Files files =
      new NoFiles() {
        @Override
        public int status(int descriptor, FileStatus into) {
          into.device = 8;
          into.inode = 77;
          return descriptor == 2 ? 0 : -Errno.EBADF;
        }

        @Override
        public int write(int descriptor, byte[] from, int offset, int length) {
          written.append(descriptor).append(Octets.text(from, offset, length));
          return length;
        }
      };

  private Log log(String... environment) {
    return Log.of(files, new Environment(List.of(environment)), "supervise");
  }

  @Test
  void theJournalGetsThePriority() {
    log("JOURNAL_STREAM=8:77").error("no tea");
    assertThat(written).hasToString("2<3>no tea\n");
  }

  @Test
  void aPersonGetsTheNameOfTheProgram() {
    log().error("no tea");
    assertThat(written).hasToString("2supervise: no tea\n");
  }

  @Test
  void aPersonWhoseShellWasStartedByAServiceIsStillAPerson() {
    log("JOURNAL_STREAM=8:78").error("no tea");
    assertThat(written).hasToString("2supervise: no tea\n");
  }

  @Test
  void anotherDescriptorIsTheSamePlace() {
    log("JOURNAL_STREAM=8:77").at(9).say(JournalLine.INFO, "tea");
    assertThat(written).hasToString("9<6>tea\n");
  }
}
