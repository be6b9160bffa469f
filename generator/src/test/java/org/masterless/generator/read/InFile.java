package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Asserts that a place is one of the text: at most just behind the end of its line. */
final class InFile {
  private InFile() {}

  static void assertInside(String text, Place place) {
    List<String> lines = List.of(text.split("\n", -1));
    assertThat(place.line()).as("line of %s", place).isBetween(1, lines.size());
    assertThat(place.column())
        .as("column of %s", place)
        .isBetween(1, lines.get(place.line() - 1).length() + 1);
  }

  static void assertAllInside(String text, Problems problems) {
    for (Problem problem : problems.all()) {
      assertInside(text, problem.place());
    }
  }
}
