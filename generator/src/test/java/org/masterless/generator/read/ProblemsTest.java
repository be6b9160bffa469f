package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void ofVeryManyTheFirstAreToldAndThatThereAreMore() {
    Problems problems = new Problems();
    for (int line = 1; line <= 5000; line++) {
      problems.add(Problem.warning(new Place("f", line, 1), "bad"));
    }

    assertThat(problems.all()).hasSize(1001);
    assertThat(problems.all().get(1000))
        .hasToString("f:1001:1: error: too many problems; not telling more");
    assertThat(problems.hasErrors()).isTrue();
  }
}
