package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitTextTest {
  @Test
  void nothingThatAValueHoldsEndsItsLineOrJoinsTheNext() {
    String hostile = "a\rb\nc\0d\u001b\u007f\\";
    UnitText unit =
        new UnitText()
            .comment(hostile)
            .set("Set", hostile)
            .raw("Raw", hostile)
            .words("Words", List.of("x", "a\rb"))
            .texts("Texts", List.of(hostile, "a b"))
            .set("Last", "x");

    assertThat(unit.text().lines())
        .containsExactly(
            "# a\\x0db\\x0ac\\x00d\\x1b\\x7f\\ ",
            "Set=a\\x0db\\x0ac\\x00d\\x1b\\x7f\\ ",
            "Raw=a\\x0db\\x0ac\\x00d\\x1b\\x7f\\ ",
            "Words=x \"a\\x0db\"",
            "Texts=\"a\\x0db\\x0ac\\x00d\\x1b\\x7f\\\\\" \"a b\"",
            "Last=x");
  }
}
