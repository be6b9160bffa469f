package org.masterless.generator.applied;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.Calls;
import org.masterless.system.Environment;
import org.masterless.system.JvmFiles;
import org.masterless.system.Log;
import org.masterless.system.Signals;

/** Start, reload, end and comeback of an instance, on files of a folder and a systemd of paper. */
class AppliedTest {
  private static final String HANDLE = "postfix.service";
  private static final String JOBS = "list-jobs --plain --no-legend";
  private static final List<String> UNITS = List.of("masterless-postfix.target");
  private static final Environment NORMAL =
      new Environment(List.of("MAINPID=200", "EXIT_CODE=exited", "SERVICE_RESULT=success"));

  @TempDir Path root;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private SimulatedSystemd systemd;
  private Calls calls;

  @BeforeEach
  void makeMachine() throws IOException {
    JvmFiles files = new JvmFiles(root, new ByteArrayInputStream(new byte[0]), errors, errors);
    systemd = new SimulatedSystemd(files);
    calls = systemd.calls();
    for (String folder : List.of("etc/postfix", "run/systemd/system", "run/systemd/generator")) {
      Files.createDirectories(root.resolve(folder));
    }
    write("etc/masterless/instances", "/etc/postfix\n");
    write("etc/passwd", "root:x:0:0::/:\npostfix:x:102:102::/:\n");
    write("etc/postfix/main.cf", "compatibility_level = 3.6\n");
    entries("25 inet n - n - - smtpd", "pickup unix n - n 60 1 pickup");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private void entries(String... lines) throws IOException {
    write("etc/postfix/master.cf", String.join("\n", lines) + "\n");
  }

  private InstanceState state() {
    return new InstanceState("postfix");
  }

  private Systemctl systemctl() {
    return new Systemctl(calls);
  }

  private Log log() {
    return Log.of(calls.files(), new Environment(List.of()), "apply");
  }

  private boolean start() {
    state().prepare(calls.files());
    return new Start(calls.files(), state(), systemctl(), log()).run("/etc/postfix", HANDLE);
  }

  private Reload.Outcome reload() {
    systemd.asked.clear();
    return new Reload(calls.files(), state(), systemctl(), log()).run(Source.EDITED);
  }

  private Stop stop() {
    systemd.asked.clear();
    return new Stop(calls.files(), state(), systemctl(), new Standin(calls.processes()));
  }

  private boolean isInForce(String path) {
    return Files.exists(root.resolve("run/systemd/system").resolve(path));
  }

  private String said() {
    return errors.toString(UTF_8);
  }

  private void isActive(boolean active) {
    if (!active) {
      systemd.fails("--quiet is-active masterless-postfix.target");
    }
  }

  @Test
  void aStartPutsUnitsAndFilesInForceAndHasSystemdReadThem() {
    assertThat(start()).isTrue();

    assertThat(isInForce("postfix-25-inet.socket")).isTrue();
    assertThat(isInForce("postfix.service.d/50-masterless.conf")).isTrue();
    assertThat(root.resolve("run/masterless/postfix/master.cf")).exists();
    assertThat(root.resolve("run/masterless/+configurations/+2fetc+2fpostfix/main.cf")).exists();
    assertThat(systemd.asked).containsExactly("daemon-reload");
  }

  @Test
  void servicesCfIsPutInForceBesideTheInstances() throws IOException {
    write("etc/masterless/services.cf", "old unix - - n - - /bin/a\nstay unix - - n - - /bin/b\n");
    InstanceState services = new InstanceState("+services");
    services.prepare(calls.files());
    assertThat(
            new Start(calls.files(), services, systemctl(), log())
                .run("/etc/masterless", "masterless-services.service"))
        .isTrue();
    assertThat(isInForce("masterless-old-unix.socket")).isTrue();
    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
    systemd.asked.clear();
    write(
        "etc/masterless/services.cf",
        "new unix - - n - - /bin/a\nstay unix wrong - n - - /bin/b\n");

    assertThat(new Reload(calls.files(), services, systemctl(), log()).run(Source.EDITED))
        .isEqualTo(Reload.Outcome.PARTLY);

    assertThat(systemd.asked)
        .containsExactly(
            "stop masterless-old-unix.service masterless-old-unix.socket",
            "daemon-reload",
            "start masterless-new-unix.socket");
    assertThat(isInForce("masterless-stay-unix.socket")).isTrue();
    assertThat(isInForce("masterless-old-unix.socket")).isFalse();
    assertThat(said()).contains("services.cf:2:11: error: bad value \"wrong\"");
    assertThat(root.resolve("run/masterless/+configurations/+2fetc+2fmasterless/services.cf"))
        .exists();
  }

  @Test
  void aStartWithFilesThatCannotBeReadFails() throws IOException {
    Files.delete(root.resolve("etc/postfix/master.cf"));

    assertThat(start()).isFalse();

    assertThat(said()).contains("can't read /etc/postfix/master.cf: No such file or directory");
    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
  }

  @Test
  void aStandinThatComesBackChangesNothing() throws IOException {
    start();
    systemd.asked.clear();
    entries("26 inet n - n - - smtpd");

    assertThat(start()).isTrue();

    assertThat(systemd.asked).isEmpty();
    assertThat(isInForce("postfix-25-inet.socket")).isTrue();
    assertThat(isInForce("postfix-26-inet.socket")).isFalse();
  }

  @Test
  void aStartAfterOneThatWasCutShortBeginsAnew() throws IOException {
    start();
    systemd.asked.clear();
    isActive(false);
    entries("26 inet n - n - - smtpd");

    assertThat(start()).isTrue();

    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
    assertThat(isInForce("postfix-26-inet.socket")).isTrue();
  }

  @Test
  void aReloadOpensWhatIsNewAndClosesWhatIsGone() throws IOException {
    start();
    entries("26 inet n - n - - smtpd", "pickup unix n - n 60 1 pickup");

    assertThat(reload()).isEqualTo(Reload.Outcome.WHOLE);

    assertThat(systemd.asked)
        .containsExactly(
            "daemon-reload",
            "start postfix-26-inet.socket postfix-26-inet.service",
            "stop postfix-25-inet.socket postfix-25-inet.service");
    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
    assertThat(isInForce("postfix-26-inet.socket")).isTrue();
    assertThat(root.resolve("run/masterless/postfix/master.cf"))
        .hasSameTextualContentAs(root.resolve("etc/postfix/master.cf"));
  }

  @Test
  void aReloadOfWhatIsInForceAsksForNothing() {
    start();

    assertThat(reload()).isEqualTo(Reload.Outcome.WHOLE);

    assertThat(systemd.asked).isEmpty();
  }

  @Test
  void aReloadThatFailedIsDoneAgainByTheNext() throws IOException {
    start();
    entries("25 inet n - n - - smtpd", "26 inet n - n - - smtpd", "pickup unix n - n 60 1 pickup");
    systemd.fails("start postfix-26-inet.socket postfix-26-inet.service");
    assertThat(reload()).isEqualTo(Reload.Outcome.PARTLY);
    systemd.mends();

    assertThat(reload()).isEqualTo(Reload.Outcome.WHOLE);
    assertThat(systemd.asked)
        .contains("start postfix-25-inet.socket postfix-26-inet.socket postfix-pickup-unix.socket");

    assertThat(reload()).isEqualTo(Reload.Outcome.WHOLE);
    assertThat(systemd.asked).isEmpty();
  }

  @Test
  void aWrongEntryStaysAsItWas() throws IOException {
    start();
    entries("25 inet n - yes - - smtpd", "26 inet n - n - - smtpd");

    assertThat(reload()).isEqualTo(Reload.Outcome.PARTLY);

    assertThat(said()).contains("/etc/postfix/master.cf:1:13: error: bad value \"yes\"");
    assertThat(isInForce("postfix-25-inet.socket")).isTrue();
    assertThat(isInForce("postfix-26-inet.socket")).isTrue();
    assertThat(systemd.asked).noneMatch(command -> command.contains("25-inet"));
  }

  @Test
  void filesThatAreNoGoodChangeNothing() throws IOException {
    start();
    entries("# nothing");
    assertThat(reload()).isEqualTo(Reload.Outcome.REFUSED);
    entries("26 inet n - n - - smtpd");
    write("etc/postfix/main.cf", "no equals sign\n");
    assertThat(reload()).isEqualTo(Reload.Outcome.REFUSED);
    write("etc/postfix/main.cf", "queue_directory = /srv/queue\n");
    assertThat(reload()).isEqualTo(Reload.Outcome.TAKES_STOP);

    assertThat(systemd.asked).isEmpty();
    assertThat(isInForce("postfix-25-inet.socket")).isTrue();
  }

  @Test
  void aStopTakesAllOfItBack() {
    start();
    systemd.answers(JOBS, "12 postfix.service stop running\n");
    stop().before(HANDLE, UNITS, NORMAL);
    assertThat(systemd.asked).containsExactly("stop masterless-postfix.target");

    stop().after(HANDLE, UNITS, NORMAL);

    assertThat(root.resolve("run/systemd/system")).isEmptyDirectory();
    assertThat(root.resolve("run/masterless/postfix/master.cf")).doesNotExist();
    assertThat(root.resolve("run/masterless/+configurations")).isEmptyDirectory();
    assertThat(systemd.asked).endsWith("daemon-reload");
    assertThat(systemd.signals).isEmpty();
  }

  @Test
  void aRestartLeavesAllOpenAndStartsProcessesAnew() throws IOException {
    start();
    systemd.answers(JOBS, "12 postfix.service restart running\n");
    stop().before(HANDLE, UNITS, NORMAL);
    assertThat(systemd.asked).isEmpty();
    assertThat(systemd.signals).containsExactly(Signals.SIGUSR2);
    stop().after(HANDLE, UNITS, NORMAL);
    assertThat(systemd.asked).isEmpty();
    entries("25 inet n - n - - smtpd", "26 inet n - n - - smtpd");

    assertThat(start()).isTrue();

    assertThat(systemd.asked)
        .contains("start postfix-26-inet.socket postfix-26-inet.service")
        .endsWith("try-restart postfix-25-inet.service postfix-26-inet.service")
        .noneMatch(command -> command.startsWith("stop postfix-25"));
  }

  @Test
  void aRestartOfWhatIsNotListedAnyMoreStopsAll() throws IOException {
    start();
    write("etc/masterless/instances", "");
    systemd.answers(JOBS, "12 postfix.service restart running\n");

    stop().before(HANDLE, UNITS, NORMAL);
    assertThat(systemd.asked).containsExactly("stop masterless-postfix.target");
    stop().after(HANDLE, UNITS, NORMAL);

    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
    assertThat(systemd.asked).endsWith("daemon-reload");
  }

  /** It is the same with the file that the distribution's unit has as a condition. */
  @Test
  void aRestartThatCannotStartStopsAll() throws IOException {
    start();
    Files.delete(root.resolve("etc/postfix/main.cf"));
    systemd.answers(JOBS, "12 postfix.service restart running\n");

    stop().before(HANDLE, UNITS, NORMAL);

    assertThat(systemd.asked).containsExactly("stop masterless-postfix.target");
  }

  @Test
  void aStandinThatWasKilledIsStartedAgainUnlessItIsBeingStopped() {
    start();
    Environment killed =
        new Environment(List.of("EXIT_CODE=killed", "EXIT_STATUS=KILL", "SERVICE_RESULT=oom-kill"));

    stop().after(HANDLE, UNITS, killed);
    assertThat(systemd.asked).containsExactly("--no-block start postfix.service");
    assertThat(isInForce("postfix-25-inet.socket")).isTrue();

    systemd.answers(JOBS, "12 postfix.service stop running\n");
    stop().after(HANDLE, UNITS, killed);
    assertThat(systemd.asked).startsWith("stop masterless-postfix.target");
    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
  }

  @Test
  void aControlProcessThatWasKilledIsNoComeback() {
    start();

    stop()
        .after(
            HANDLE,
            UNITS,
            new Environment(List.of("EXIT_CODE=exited", "EXIT_STATUS=0", "SERVICE_RESULT=signal")));

    assertThat(systemd.asked).noneMatch(command -> command.contains("start postfix.service"));
    assertThat(isInForce("postfix-25-inet.socket")).isFalse();
  }
}
