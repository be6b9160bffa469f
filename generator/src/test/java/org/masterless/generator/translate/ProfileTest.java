package org.masterless.generator.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  /** What Debian 12 and 13 have in daemon_directory, less scripts and master itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "anvil",
        "bounce",
        "cleanup",
        "discard",
        "dnsblog",
        "error",
        "flush",
        "lmtp",
        "local",
        "nqmgr",
        "oqmgr",
        "pickup",
        "pipe",
        "postlogd",
        "postscreen",
        "proxymap",
        "qmgr",
        "qmqpd",
        "scache",
        "showq",
        "smtp",
        "smtpd",
        "spawn",
        "tlsmgr",
        "tlsproxy",
        "trivial-rewrite",
        "verify",
        "virtual"
      })
  void everyDaemonOfPostfixHasOne(String program) {
    assertThat(Profile.of(program).isKnown()).isTrue();
    assertThat(Profile.of(program).program()).isEqualTo(program);
  }

  @Test
  void anUnknownProgramIsTheMailOwnersAndMayWriteTheQueue() {
    Profile profile = Profile.of("dump");

    assertThat(profile.isKnown()).isFalse();
    assertThat(profile.start()).isEqualTo(Profile.Start.AS_MAIL_OWNER);
    assertThat(profile.queueFolders()).contains("incoming").doesNotContain("private", "public");
  }

  @Test
  void partOfANameIsNoName() {
    assertThat(Profile.of("map").isKnown()).isFalse();
    assertThat(Profile.of("").isKnown()).isFalse();
    assertThat(Profile.of("smtp").queueFolders()).containsExactly("active");
  }
}
