package org.masterless.nativebuild.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.masterless.nativebuild.TestCompiler;

/** What the rules have to let pass, and which classes they are for. */
class CheckerTest extends CheckedSample {
  @Test
  void whatTheSubsetAllowsPasses() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  sealed interface Shape permits Square, Disc {}
                  record Square(int side) implements Shape {}
                  record Disc(int radius, String name) implements Shape {}
                  enum Colour { RED, GREEN }

                  static int area(Shape shape) {
                    return shape instanceof Square s ? s.side() * s.side() : ((Disc) shape).radius();
                  }
                  static int number(Colour colour) {
                    return switch (colour) {
                      case RED -> 1;
                      case GREEN -> 2;
                    };
                  }
                  static int keyword(String word) {
                    return switch (word) {
                      case "inet", "unix" -> 1;
                      default -> 0;
                    };
                  }
                  static String text(int n, Object o) {
                    String block = \"""
                        a text
                        block\""";
                    List<String> words = new ArrayList<>(List.of("b", "a"));
                    words.sort(Comparator.comparing(String::length).thenComparing(w -> w + n));
                    Supplier<String> late = () -> block + n + o;
                    return late.get() + words;
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void onlyReachableClassesAreChecked() throws IOException {
    TestCompiler.compile(
        "Sample",
        """
        class Sample {
          static class Unused {
            static void bad() { throw new IllegalStateException(); }
          }
          static class Used {
            static void bad() { throw new IllegalStateException(); }
          }
          public static void main(String[] args) {
            Used.bad();
          }
        }
        """,
        folder);
    ReachableClasses reachable =
        ReachableClasses.from("org.masterless.sample.Sample", TestCompiler.classesBelow(folder));
    assertThat(Checker.check(reachable))
        .extracting(Problem::where)
        .containsExactly("org.masterless.sample.Sample$Used.bad(Sample.java:6)");
  }
}
