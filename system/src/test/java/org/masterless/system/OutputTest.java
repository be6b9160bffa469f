package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputTest {
  @Test
  void allIsWrittenHoweverLittleTheKernelTakes() {
    StringBuilder written = new StringBuilder();
    Files files =
        new NoFiles() {
          private boolean interrupt;

          @Override
          public int write(int descriptor, byte[] from, int offset, int length) {
            interrupt = !interrupt;
            if (interrupt) {
              return -Errno.EINTR;
            }
            written.append(Octets.text(from, offset, 1));
            return 1;
          }
        };
    assertThat(Output.write(files, 1, "tea")).isZero();
    assertThat(written).hasToString("tea");
  }

  @Test
  void anErrorEndsIt() {
    assertThat(Output.write(new NoFiles(), 1, "tea")).isEqualTo(-Errno.ENOSYS);
    assertThat(Output.write(new NoFiles(), 1, "")).isZero();
  }
}
