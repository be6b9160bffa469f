package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.system.Environment;

class DaemonWordsTest {
  private static final Environment SYSTEMD =
      new Environment(
          List.of(
              "MAIL_CONFIG=/etc/postfix",
              "LANG=C",
              "PATH=/usr/bin",
              "NOTIFY_SOCKET=/run/systemd/notify",
              "TZ=",
              "LISTEN_PID=1"));

  private static DaemonWords words(Settings settings) {
    return new DaemonWords(settings, SYSTEMD);
  }

  @Test
  void argumentsArriveAsTheyAre() {
    Settings settings =
        SettingsBuilder.service()
            .under("/usr/lib/postfix/sbin/smtpd", "-o", "a = b  c", "", "$x %n \" ' \\", "\u00ff");
    assertThat(words(settings).arguments(false))
        .containsExactly("smtpd", "-o", "a = b  c", "", "$x %n \" ' \\", "\u00ff");
  }

  @Test
  void stressChangesTheFirstOptionOfThatNameOnly() {
    Settings settings =
        SettingsBuilder.service()
            .under("/bin/x", "-n", "stress=", "-o", "stress=", "-s", "2", "-o", "stress=");
    assertThat(words(settings).arguments(true))
        .containsExactly("x", "-n", "stress=", "-o", "stress=yes", "-s", "2", "-o", "stress=");
    assertThat(words(settings).arguments(false)).doesNotContain("stress=yes");
  }

  @Test
  void withoutSuchAnOptionStressChangesNothing() {
    Settings settings = SettingsBuilder.service().under("/bin/x", "-n", "stress=", "stress=");
    assertThat(words(settings).arguments(true)).containsExactly("x", "-n", "stress=", "stress=");
  }

  @Test
  void theEnvironmentIsTheImportListAndTheGenerationInOctal() {
    assertThat(words(SettingsBuilder.service().build()).environment(64))
        .containsExactlyInAnyOrder("MAIL_CONFIG=/etc/postfix", "LANG=C", "TZ=", "GENERATION=100");
  }

  @Test
  void importEnvironmentMaySetVariablesOfItsOwn() {
    Settings settings =
        SettingsBuilder.service()
            .with("--import", "LANG, TZ=UTC\tNONE { OPTIONS = a, b }\nPATH=/opt/bin")
            .build();
    assertThat(words(settings).environment(1))
        .containsExactly("LANG=C", "TZ=UTC", "OPTIONS=a, b", "PATH=/opt/bin", "GENERATION=1");
  }

  @Test
  void theLastValueOfAVariableCounts() {
    assertThat(Imports.of(Imports.words("LANG=a LANG LANG=b"), SYSTEMD)).containsExactly("LANG=b");
  }
}
