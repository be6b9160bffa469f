package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentItemTest {
  private final Problems problems = new Problems();

  private List<EnvironmentItem> read(String value) {
    Parameters parameters = Reading.main("import_environment = " + value, problems);
    return EnvironmentItem.list(parameters, "import_environment");
  }

  private static EnvironmentItem set(String name, String value) {
    return new EnvironmentItem(name, Optional.of(value));
  }

  @Test
  void namesAreTakenOverAndAssignmentsSet() {
    assertThat(read("TZ, LANG=C { A = b  c } EMPTY= { X=y=z }"))
        .containsExactly(
            new EnvironmentItem("TZ", Optional.empty()),
            set("LANG", "C"),
            set("A", "b  c"),
            set("EMPTY", ""),
            set("X", "y=z"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aBadItemCostsItselfOnly() {
    assertThat(read("=x {} {a}b C=d")).containsExactly(set("C", "d"));
    assertThat(problems.all())
        .hasSize(3)
        .allMatch(problem -> problem.text().endsWith("; ignoring this item"));
  }
}
