package org.masterless.lmtpproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.masterless.lmtpproxy.session.Entry;
import org.masterless.lmtpproxy.smtp.Reply;
import org.slf4j.Logger;

/** A message is stored by the time of its line in the log: then nothing may keep its reply. */
class LogTest {
  private static final Entry SENT =
      new Entry("id", "s@x", "alice", "uid=2001", 10, 1, 1, Reply.of(250, "2.0.0", "Saved"));

  private final List<String> lines = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  /** Fails as often as {@link #failures} says. */
  private Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              if (!failures.isEmpty()) {
                throw failures.remove(0);
              }
              lines.add(method.getName() + " " + arguments[0]);
              return null;
            });
  }

  static List<Throwable> whatCanGoWrong() {
    return List.of(
        new OutOfMemoryError("made up"),
        new NoClassDefFoundError("Could not initialize class"),
        new ExceptionInInitializerError("made up"),
        new StackOverflowError("made up"),
        new IllegalStateException("made up"));
  }

  @ParameterizedTest
  @MethodSource("whatCanGoWrong")
  void aLineThatCannotBeWrittenKeepsNothing(Throwable failure) {
    Log log = new Log(logger());
    failures.addAll(List.of(failure, failure, failure));

    assertThatCode(
            () -> {
              log.note(SENT);
              log.remark("x");
              log.error("x");
              log.note(SENT);
            })
        .doesNotThrowAnyException();

    assertThat(lines).hasSize(1).allMatch(line -> line.startsWith("info id: from=<s@x>"));
    assertThat(log.counts()).isEqualTo("2 sent, 0 deferred, 0 bounced, 3 log lines lost");
  }

  @Test
  void whereAllLinesAreWrittenTheStatusSaysNothingOfThem() {
    Log log = new Log(logger());
    log.note(SENT);
    log.remark("x");
    assertThat(lines).hasSize(2).last().isEqualTo("warn x");
    assertThat(log.counts()).isEqualTo("1 sent, 0 deferred, 0 bounced");
  }
}
