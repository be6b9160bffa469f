package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @Test
  void digitsAreANumber() {
    assertThat(Numbers.parse("0", 10)).isZero();
    assertThat(Numbers.parse("010", 10)).isEqualTo(10);
    assertThat(Numbers.parse("2147483647", Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "-1",
        "+1",
        "1x",
        "0x1",
        "\u0661",
        "11",
        "4294967297",
        "9999999999",
        "00000000001"
      })
  void anythingElseAndWhatIsTooMuchIsNone(String text) {
    assertThat(Numbers.parse(text, 10)).isEqualTo(Numbers.NONE);
  }
}
