package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masterless.supervisor.Settings.WakeupTimes;
import org.masterless.system.CommandLine.Help;
import org.masterless.system.CommandLine.Misunderstood;

class SettingsReaderTest {
  private static final List<String> LEAST =
      List.of("--service", "smtp", "--type", "inet", "--", "/usr/lib/postfix/sbin/smtpd", "-u");

  private static List<String> with(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(LEAST);
    return words;
  }

  private static Settings read(String... options) {
    return SettingsBuilder.read(with(options));
  }

  @Test
  void whatIsNotSaidIsAsPostfixHasIt() {
    Settings settings = read();
    assertThat(settings.processLimit()).isEqualTo(100);
    assertThat(settings.throttle()).isEqualTo(60_000);
    assertThat(settings.idleExit()).isEqualTo(3_600_000);
    assertThat(settings.wakeup().isNever()).isTrue();
    assertThat(settings.program()).isEqualTo("/usr/lib/postfix/sbin/smtpd");
    assertThat(settings.name()).isEqualTo("smtpd");
    assertThat(settings.arguments()).containsExactly("-u");
    assertThat(settings.imports())
        .containsExactly(
            "MAIL_CONFIG",
            "MAIL_DEBUG",
            "MAIL_LOGTAG",
            "TZ",
            "XAUTHORITY",
            "DISPLAY",
            "LANG",
            "POSTLOG_SERVICE",
            "POSTLOG_HOSTNAME");
  }

  @Test
  void everyOptionArrivesWhereItBelongs() {
    Settings settings =
        read(
            "--user=postfix",
            "--process-limit=7",
            "--wakeup=1000?",
            "--endpoint=private/tlsmgr",
            "--throttle=5",
            "--idle-exit=0",
            "--grace=9",
            "--isolate",
            "--handle=/run/masterless/postfix/handle",
            "--flow=/run/masterless/postfix/flow",
            "--import=TZ",
            "--argv0=sub/smtpd");
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "smtp",
                "inet",
                "postfix",
                7,
                new WakeupTimes(1_000_000, true),
                "private/tlsmgr",
                false,
                5000,
                0,
                9000,
                true,
                "/run/masterless/postfix/handle",
                "/run/masterless/postfix/flow",
                List.of("TZ"),
                "/usr/lib/postfix/sbin/smtpd",
                "sub/smtpd",
                List.of("-u")));
  }

  @ParameterizedTest
  @CsvSource({
    "--process-limit=-1, option --process-limit: expected a number",
    "--process-limit=x, option --process-limit: expected a number",
    "--throttle=1s, option --throttle: expected a number of seconds",
    "--idle-exit=, option --idle-exit: expected a number of seconds",
    "--grace=99999999999, option --grace: expected a number of seconds",
    "--nonsense, unknown option --nonsense",
    "--stress=yes, option --stress takes no value",
  })
  void aBadOptionIsNamed(String option, String complaint) {
    assertThat(SettingsReader.read(with(option))).isEqualTo(new Misunderstood<>(complaint));
  }

  @ParameterizedTest
  @CsvSource({"?", "x", "-5", "60?x", "60??"})
  void aBadWakeUpIsNamed(String wakeup) {
    assertThat(SettingsReader.read(with("--wakeup=" + wakeup)))
        .isEqualTo(
            new Misunderstood<>("option --wakeup: expected a number of seconds, and perhaps a ?"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(SettingsReader.read(List.of("--type", "unix", "/bin/x")))
        .isEqualTo(new Misunderstood<>("option --service is missing"));
    assertThat(SettingsReader.read(List.of("--service", "x", "/bin/x")))
        .isEqualTo(
            new Misunderstood<>("option --type: expected one of inet unix fifo pass unix-dgram "));
    assertThat(SettingsReader.read(List.of("--service", "x", "--type", "unix", "smtpd")))
        .isEqualTo(new Misunderstood<>("the absolute path of a PROGRAM is missing"));
  }

  @Test
  void helpComesBeforeAnyComplaint() {
    assertThat(SettingsReader.read(List.of("--help"))).isEqualTo(new Help<>(false));
    assertThat(SettingsReader.read(List.of("--version"))).isEqualTo(new Help<>(true));
  }

  @Test
  void theHelpNamesEveryOption() {
    assertThat(SettingsReader.options().help())
        .startsWith("Usage: supervise --service NAME --type TYPE [OPTION...] -- PROGRAM [ARG...]\n")
        .contains("  --wakeup N[?] ", "  --handle PATH ");
  }
}
