package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaRuleTest {
  @ParameterizedTest
  @CsvSource({
    "*:storage=1G, 1073741824, 0",
    "*:storage=100, 102400, 0",
    "*:storage=5b, 5, 0",
    "*:bytes=100, 100, 0",
    "*:bytes=2M, 2097152, 0",
    "*:messages=1000, 0, 1000",
    "*:storage=1T:messages=5, 1099511627776, 5",
    "?:storage=1k, 1024, 0",
    "*:storage=0, 0, 0",
    "Trash:storage=+100M, 0, 0",
    "*:ignore, 0, 0",
  })
  void rulesOfTheOlderReleaseAreUnderstood(String rule, long bytes, long messages) {
    assertThat(QuotaRule.apply(rule, Quota.NONE)).contains(new Quota(bytes, messages));
  }

  @Test
  void oneRuleAddsToAnother() {
    assertThat(QuotaRule.apply("*:messages=5", new Quota(7, 0))).contains(new Quota(7, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*:",
        "*:storage",
        "*:storage=",
        "*:storage=x",
        "*:storage=1Q",
        "*:storage=-1",
        "*:storage=50%",
        "*:storage=+1G",
        "*:storage=99999999999999999999",
        "*:messages=1k",
        "*:storage=999999999999T",
        "*:storage=1G:",
        "storage=1G"
      })
  void aRuleThatIsNoneIsNotTakenForNoLimit(String rule) {
    assertThat(QuotaRule.apply(rule, Quota.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100",
    "1k, 1024",
    "1KiB, 1024",
    "3 M, -1",
    "2GB, 2147483648",
    "unlimited, 0",
    "0, 0"
  })
  void sizesOfTheNewerReleaseAreUnderstood(String size, long bytes) {
    if (bytes < 0) {
      assertThat(QuotaRule.size(size, Quota.NONE)).isEmpty();
    } else {
      assertThat(QuotaRule.size(size, Quota.NONE)).contains(new Quota(bytes, 0));
    }
  }
}
