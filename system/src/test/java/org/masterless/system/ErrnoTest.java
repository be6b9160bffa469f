package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void theTextIsLibcsWhicheverSignTheNumberHas() {
    assertThat(Errno.message(Errno.ENOENT)).isEqualTo("No such file or directory");
    assertThat(Errno.message(-Errno.ENOENT)).isEqualTo("No such file or directory");
  }

  @Test
  void anUnknownNumberIsStillSaid() {
    assertThat(Errno.message(-133)).isEqualTo("error number 133");
  }
}
