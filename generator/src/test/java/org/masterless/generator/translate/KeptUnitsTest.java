package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.generator.read.AllEntries;
import org.masterless.generator.read.Reading;

/** The units that a wrong line may have from the time when it was right. */
class KeptUnitsTest {

  private static List<String> candidates(String line) {
    return AllEntries.refusedOf(line + "\n", Reading.DEFAULTS).stream()
        .flatMap(entry -> UnitNames.candidates("postfix", entry).stream())
        .toList();
  }

  @Test
  void aBadFieldLeavesNameAndType() {
    assertThat(candidates("smtp inet n - yes - - smtpd"))
        .containsExactly("postfix-smtp-inet", "postfix-public:smtp-inet");
    assertThat(candidates("x unix - - n - - pipe {a b")).contains("postfix-x-unix");
    assertThat(candidates("x unix")).contains("postfix-x-unix");
  }

  @Test
  void aBadTypeLeavesTheName() {
    assertThat(candidates("smtp tcp n - y - - smtpd"))
        .contains("postfix-smtp-inet", "postfix-smtp-unix", "postfix-smtp-pass");
    assertThat(candidates("smtp")).contains("postfix-smtp-inet", "postfix-smtp-unix");
  }

  @Test
  void aGoodOrDisabledLineKeepsNothing() {
    assertThat(candidates("x unix - - n - - smtp")).isEmpty();
  }
}
