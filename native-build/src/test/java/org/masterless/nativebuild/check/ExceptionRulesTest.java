package org.masterless.nativebuild.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Exceptions, which native programs have one handler for. */
class ExceptionRulesTest extends CheckedSample {
  @Test
  void anExceptionHandlerIsNamedWhereItCatches() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int run(String text) {
                    try {
                      return Integer.parseInt(text);
                    } catch (NumberFormatException e) {
                      return 0;
                    }
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:5): try: exception handlers are miscompiled;"
                + " return errors as values"
                + " (only main may hold try { run(); } catch (Throwable t) { die(t); })");
  }

  @Test
  void finallyIsAnExceptionHandler() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static int count;
                  static void run() {
                    try {
                      Sample.step();
                    } finally {
                      count++;
                    }
                  }
                  static void step() {}
                }
                """))
        .singleElement()
        .asString()
        .startsWith("org.masterless.sample.Sample.run(Sample.java:7): try: ");
  }

  @Test
  void theOutermostHandlerOfMainMayCallOneMethod() throws IOException {
    assertThat(problems(mainWith("run();", "die(t);"))).isEmpty();
  }

  @Test
  void theOutermostHandlerOfMainMayNotDoMore() throws IOException {
    assertThat(problems(mainWith("run(); run();", "die(t);"))).hasSize(1);
    assertThat(problems(mainWith("run();", "run(); die(t);"))).hasSize(1);
    assertThat(problems(mainWith("int x = 1; run();", "die(t);"))).hasSize(1);
  }

  @Test
  void throwIsRefused() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run() {
                    throw new IllegalStateException();
                  }
                }
                """))
        .containsExactly(
            "org.masterless.sample.Sample.run(Sample.java:3): throw: exceptions are miscompiled; return errors as values");
  }

  @Test
  void throwingWhatWasCaughtElsewhereIsRefusedToo() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run(RuntimeException e) {
                    throw e;
                  }
                }
                """))
        .hasSize(1);
  }

  @Test
  void assertIsAThrow() throws IOException {
    assertThat(
            problems(
                """
                class Sample {
                  static void run(int x) {
                    assert x > 0;
                  }
                }
                """))
        .singleElement()
        .asString()
        .startsWith("org.masterless.sample.Sample.run(Sample.java:3): throw: ");
  }

  private static String mainWith(String body, String handler) {
    return """
        class Sample {
          public static void main(String[] args) {
            try { %s } catch (Throwable t) { %s }
          }
          static void run() {}
          static void die(Throwable t) {}
        }
        """
        .formatted(body, handler);
  }
}
