package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemCallFilterTest {
  private static final int HERE = 7;
  private static final String DENIED = "errno 1";

  private final SystemCallFilter filter =
      new SystemCallFilter(HERE).denyWhere(10, 1, 5, 6, 7).denyUnless(11, 0, 0);

  private String answer(int number, int... arguments) {
    return JvmFilter.answer(filter, HERE, number, arguments);
  }

  @Test
  void eachOfTheNamedValuesIsDenied() {
    assertThat(answer(10, 0, 5)).isEqualTo(DENIED);
    assertThat(answer(10, 0, 6)).isEqualTo(DENIED);
    assertThat(answer(10, 0, 7)).isEqualTo(DENIED);
    assertThat(answer(10, 5, 8)).isEqualTo("allow");
  }

  @Test
  void allButTheNamedValueIsDenied() {
    assertThat(answer(11, 0, 9)).isEqualTo("allow");
    assertThat(answer(11, 1, 0)).isEqualTo(DENIED);
    assertThat(answer(11, -1)).isEqualTo(DENIED);
  }

  @Test
  void aCallIsAnsweredWithoutBeingMade() {
    SystemCallFilter pretending =
        new SystemCallFilter(HERE).answer(10, 0).answer(11, 5).answerWhere(12, 0, 38, 0);
    assertThat(JvmFilter.answer(pretending, HERE, 10, 7)).isEqualTo("errno 0");
    assertThat(JvmFilter.answer(pretending, HERE, 11)).isEqualTo("errno 5");
    assertThat(JvmFilter.answer(pretending, HERE, 12, 38)).isEqualTo("errno 0");
    assertThat(JvmFilter.answer(pretending, HERE, 12, 39)).isEqualTo("allow");
    assertThat(JvmFilter.answer(pretending, HERE, 13, 38)).isEqualTo("allow");
  }

  @Test
  void whatNoRuleNamesIsAllowed() {
    assertThat(answer(12, 5, 5)).isEqualTo("allow");
  }

  @Test
  void callsByAnotherArchitecturesNumbersAreDenied() {
    assertThat(JvmFilter.answer(filter, HERE + 1, 12)).isEqualTo(DENIED);
  }

  @Test
  void withoutRulesAllIsAllowed() {
    assertThat(JvmFilter.answer(new SystemCallFilter(HERE), HERE, 11, 1)).isEqualTo("allow");
  }
}
