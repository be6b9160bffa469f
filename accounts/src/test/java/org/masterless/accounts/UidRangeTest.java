package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidRangeTest {
  @Test
  void bothEndsAreInIt() {
    UidRange range = UidRange.parse("500-600").orElseThrow();

    assertThat(range.allows(499)).isFalse();
    assertThat(range.allows(500)).isTrue();
    assertThat(range.allows(600)).isTrue();
    assertThat(range.allows(601)).isFalse();
  }

  @Test
  void oneUidIsARangeToo() {
    assertThat(UidRange.parse("5000")).contains(new UidRange(5000, 5000));
  }

  @Test
  void rootIsNeverInIt() {
    assertThat(new UidRange(0, 10).allows(0)).isFalse();
    assertThat(new UidRange(-5, 10).allows(-1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "0-10", "0", "10-", "-10", "20-10", "a-b", "1-2-3", "1-99999999999"})
  void whatHoldsNobodyOrIsNoRangeIsRefused(String text) {
    assertThat(UidRange.parse(text)).isEmpty();
  }
}
