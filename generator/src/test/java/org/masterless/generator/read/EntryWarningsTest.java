package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryWarningsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "anvil",
        "oqmgr",
        "pickup",
        "postlogd",
        "postscreen",
        "qmgr",
        "scache",
        "tlsmgr",
        "verify"
      })
  void whatMustBeAloneNeedsALimitOfOne(String command) {
    assertThat(Reading.master("x unix - - - - 1 " + command).problems()).isEmpty();
    Reading reading = Reading.master("x unix - - - - 0 " + command);
    assertThat(reading.entries()).hasSize(1);
    assertThat(reading.problems())
        .containsExactly(
            "master.cf:1:16: warning: "
                + command
                + " requires a process limit of 1 and will not start");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bounce", "cleanup", "dnsblog", "flush", "tlsproxy"})
  void whatMustNotBeLimitedNeedsNone(String command) {
    assertThat(Reading.master("x unix - - - - 0 " + command).problems()).isEmpty();
    assertThat(Reading.master("x unix - - - - - " + command).problems())
        .containsExactly(
            "master.cf:1:16: warning: "
                + command
                + " requires a process limit of 0 and will not start");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "pipe", "spawn", "virtual"})
  void whatChangesUsersNeedsPrivileges(String command) {
    assertThat(Reading.master("x unix - n - - - " + command).problems()).isEmpty();
    assertThat(Reading.master("x unix - - - - - " + command).problems())
        .containsExactly(
            "master.cf:1:10: warning: "
                + command
                + " requires n for field \"unprivileged\" and will not start");
  }

  @ParameterizedTest
  @CsvSource({"proxywrite,-,1", "proxywrite,1,0", "proxymap,-,0"})
  void theWriterOfCachesMustBeAlone(String service, String limit, int warnings) {
    String line = service + " unix - - - - " + limit + " proxymap";
    assertThat(Reading.master(line).problems()).hasSize(warnings);
  }

  @Test
  void theProgramCountsNotItsFolder() {
    assertThat(Reading.master("x unix - - - - 1 sub/cleanup").problems())
        .containsExactly(
            "master.cf:1:16: warning: cleanup requires a process limit of 0 and will not start");
  }
}
