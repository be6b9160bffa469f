package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenDescriptorsTest {
  @ParameterizedTest
  @CsvSource({
    "LISTEN_PID=42, LISTEN_FDS=2, 2",
    "LISTEN_PID=43, LISTEN_FDS=2, 0",
    "LISTEN_PID=, LISTEN_FDS=2, 0",
    "LISTEN_PID=42, LISTEN_FDS=, 0",
    "LISTEN_PID=42, LISTEN_FDS=-1, 0",
    "LISTEN_PID=42, LISTEN_FDS=1024, 1024",
    "LISTEN_PID=42, LISTEN_FDS=1025, 0",
    "X=1, LISTEN_FDS=2, 0",
    "LISTEN_PID=42, X=1, 0",
  })
  void onlyWhatIsMeantForThisProcessCounts(String pid, String count, int expected) {
    assertThat(ListenDescriptors.count(new Environment(List.of(pid, count)), 42))
        .isEqualTo(expected);
  }
}
