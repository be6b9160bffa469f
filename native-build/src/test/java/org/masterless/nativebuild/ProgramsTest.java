package org.masterless.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramsTest {
  @Test
  void programsAreSeparatedByAnyWhiteSpace() {
    assertThat(
            Programs.parse("\n  one=org.masterless.a.One:512\n  two-2=org.masterless.b.Two\n")
                .list())
        .containsExactly(
            new Program("one", "org.masterless.a.One", 512),
            new Program("two-2", "org.masterless.b.Two", 2048));
  }

  @Test
  void aNameIsNoPath() {
    assertThatThrownBy(() -> Programs.parse("../one=org.masterless.a.One"))
        .hasMessage(
            "bad program \"../one=org.masterless.a.One\":"
                + " expected NAME=MAIN_CLASS or NAME=MAIN_CLASS:HEAP_KIB");
  }

  @Test
  void aHeapHasSensibleLimits() {
    assertThatThrownBy(() -> Programs.parse("one=org.masterless.a.One:9999999"))
        .hasMessage("bad heap size 9999999 KiB: expected 256 to 1048576");
  }
}
