package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateEntriesTest {
  private static final String REST = " - - - - p\n";

  @ParameterizedTest
  @CsvSource({
    "submission inet n,587 inet n",
    "127.0.0.1:25 inet n,[127.0.0.1]:smtp inet n",
    ":25 inet n,smtp inet n",
    "::1:25 inet n,[ipv6:0::1]:25 inet n",
    "x unix -,x unix y",
    "x fifo n,x fifo n",
  })
  void theSameEndpointTwiceIsOneEntryTheLast(String first, String second) {
    Reading reading = Reading.master(first + REST + "other unix -" + REST + second + REST);
    assertThat(reading.services()).containsExactly("other", second.split(" ", -1)[0]);
    assertThat(reading.problems())
        .singleElement()
        .asString()
        .startsWith("master.cf:3:1: warning: duplicate entry for ")
        .endsWith(", first at master.cf:1:1; using the last one");
  }

  @ParameterizedTest
  @CsvSource({
    "25 inet n,127.0.0.1:25 inet n",
    "localhost:25 inet n,127.0.0.1:25 inet n",
    "x unix y,x unix n",
    "x unix y,x pass y",
    "localhost:25 inet n,LOCALHOST:25 inet n",
  })
  void differentEndpointsAreTwo(String first, String second) {
    Reading reading = Reading.master(first + REST + second + REST);
    assertThat(reading.entries()).hasSize(2);
    assertThat(reading.problems()).isEmpty();
  }

  @Test
  void theWarningNamesTheEndpointThatIsTheSame() {
    assertThat(Reading.master("submission inet n" + REST + "587 inet n" + REST).problems())
        .containsExactly(
            "master.cf:2:1: warning: duplicate entry for \"587\" (587), first at master.cf:1:1;"
                + " using the last one");
  }

  @Test
  void aBadEntryTakesNothingAway() {
    Reading reading = Reading.master("x unix -" + REST + "x unix - - - - -\n");
    assertThat(reading.entries()).hasSize(1);
  }
}
