package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What daemons may do at most, tried from where they run. */
@OnMachine
class SandboxTest {
  private static final long CHOWN = 1;
  private static final long SETGID_AND_SETUID = 1 << 6 | 1 << 7;

  /** Programs that start as root and drop for good before their first request. */
  private static final Set<String> DROPPING = Set.of("postscreen", "tlsmgr", "verify");

  /** Programs that become other users, whose entries master.cf lets be root. */
  private static final Set<String> PRIVILEGED = Set.of("local", "pipe", "spawn", "virtual");

  private static final Pattern EXPOSURE =
      Pattern.compile("(?m)^(postfix-\\S+\\.service)\\s+([0-9.]+) ");

  private static final Pattern SERVICE =
      Pattern.compile("postfix-(.+)-(inet|unix-dgram|unix|fifo|pass)\\.service");

  private static final List<String> EVERYTHING =
      List.of(
          "read /etc/passwd",
          "read /home/alice/open",
          "read /root/open",
          "write /etc/open",
          "write /etc/folder/new",
          "write /usr/folder/new",
          "write /boot/folder/new",
          "write /srv/folder/new",
          "see processes",
          "run a program",
          "end");

  @Prepare
  static void startEverything(Machine machine) {
    new EveryService(machine).start();
    machine.addUser("alice");
    machine.sh("echo >/root/open; cp /root/open /home/alice; cp /root/open /etc").ok();
    machine.sh("chmod 755 /root /home/alice; chmod 666 /etc/open").ok();
    machine.sh("mkdir -m 777 /etc/folder /usr/folder /boot/folder /srv/folder").ok();
    Probe.install(machine);
  }

  @Test
  void everyServiceHasItsOwnDaemonAndNoneIsMaster(Machine machine) {
    EveryService every = new EveryService(machine);

    assertThat(every.programs().keySet()).containsExactlyElementsOf(every.units());
    assertThat(Postfix.on(machine).processes())
        .extracting(ProcessInfo::name)
        .doesNotContain("master")
        .containsAll(EveryService.UNPRIVILEGED)
        .containsAll(PRIVILEGED);
  }

  @Test
  void daemonsOfUnprivilegedEntriesAreTheMailOwnerWithNoCapabilities(Machine machine) {
    int owner = mailOwner(machine);
    int group = mailGroup(machine);

    assertThat(Postfix.on(machine).processes())
        .filteredOn(daemon -> !PRIVILEGED.contains(daemon.name()))
        .hasSizeGreaterThan(25)
        .allSatisfy(
            daemon -> {
              assertThat(daemon.uids()).containsOnly(owner);
              assertThat(daemon.gids()).containsOnly(group);
              for (String set : List.of("Prm", "Eff", "Amb")) {
                assertThat(daemon.capabilities(set)).as(set).isZero();
              }
              assertThat(daemon.capabilities("Bnd")).isEqualTo(bounds(daemon.name()));
              assertThat(daemon.field("NoNewPrivs")).isEqualTo("1");
              assertThat(daemon.field("Seccomp")).isEqualTo("2");
            });
  }

  @Test
  void daemonsOfPrivilegedEntriesHaveOnlyWhatBecomingAUserTakes(Machine machine) {
    assertThat(Postfix.on(machine).processes())
        .filteredOn(daemon -> PRIVILEGED.contains(daemon.name()))
        .extracting(ProcessInfo::name)
        .contains("local", "pipe", "spawn", "virtual");
    assertThat(Postfix.on(machine).processes())
        .filteredOn(daemon -> PRIVILEGED.contains(daemon.name()))
        .allSatisfy(
            daemon -> {
              assertThat(daemon.capabilities("Prm")).isEqualTo(bounds(daemon.name()));
              assertThat(daemon.capabilities("Bnd")).isEqualTo(bounds(daemon.name()));
              assertThat(daemon.field("Seccomp")).isEqualTo("2");
            });
  }

  @Test
  void aSupervisorMayDoNoMoreThanItsDaemon(Machine machine) {
    EveryService every = new EveryService(machine);
    Map<String, String> programs = every.programs();
    int owner = mailOwner(machine);

    assertThat(every.supervisors())
        .extracting(ProcessInfo::unit)
        .containsExactlyInAnyOrderElementsOf(every.units());
    assertThat(every.supervisors())
        .allSatisfy(
            supervisor -> {
              String program = programs.getOrDefault(supervisor.unit(), "");
              assertThat(supervisor.uids()).containsOnly(bounds(program) == 0 ? owner : 0);
              assertThat(supervisor.capabilities("Prm")).isEqualTo(bounds(program));
              assertThat(supervisor.capabilities("Bnd")).isEqualTo(bounds(program));
            });
  }

  @Test
  void withoutASandboxTheProbeCanDoEverything(Machine machine) {
    String owner = Integer.toString(mailOwner(machine));

    assertThat(
            machine
                .run(
                    "setpriv",
                    "--reuid=" + owner,
                    "--clear-groups",
                    "sh",
                    "-c",
                    Probe.SYSTEM.script())
                .lines())
        .containsExactlyElementsOf(EVERYTHING);
  }

  @Test
  void noUnprivilegedDaemonSeesHomesOrWritesOrRunsAnything(Machine machine) {
    assertThat(Postfix.on(machine).processes())
        .filteredOn(daemon -> !PRIVILEGED.contains(daemon.name()))
        .allSatisfy(
            daemon ->
                assertThat(Probe.SYSTEM.from(machine, daemon))
                    .containsExactly("read /etc/passwd", "end"));
  }

  /** Who holds the lock of a service stalls it. */
  @Test
  void noDaemonFindsALockButItsOwn(Machine machine) {
    List<ProcessInfo> daemons = Postfix.on(machine).processes();

    assertThat(daemons)
        .allSatisfy(
            daemon ->
                assertThat(Probe.LOCKS.from(machine, daemon))
                    .as(daemon.unit())
                    .isSubsetOf(lock(daemon), "end")
                    .contains("end"));
    assertThat(daemons)
        .filteredOn(daemon -> Probe.LOCKS.from(machine, daemon).contains(lock(daemon)))
        .hasSizeGreaterThan(10);
  }

  private static String lock(ProcessInfo daemon) {
    return SERVICE.matcher(daemon.unit()).replaceFirst("$2.$1");
  }

  /** Homes and mail stores are their work; the system isn't. */
  @Test
  void noPrivilegedDaemonWritesTheSystem(Machine machine) {
    assertThat(Postfix.on(machine).processes())
        .filteredOn(daemon -> PRIVILEGED.contains(daemon.name()))
        .allSatisfy(
            daemon ->
                assertThat(Probe.SYSTEM.from(machine, daemon))
                    .contains("read /etc/passwd", "end")
                    .doesNotContain(
                        "write /etc/open",
                        "write /etc/folder/new",
                        "write /usr/folder/new",
                        "write /boot/folder/new"));
  }

  @Test
  void systemdHasNothingToSayAboutAnyGeneratedUnit(Machine machine) {
    Result verified =
        machine.sh(
            """
            cd /run/systemd/generator
            systemd-analyze verify --man=no ./postfix-*.socket ./postfix-*.service ./*.slice \\
              /lib/systemd/system/postfix.service
            """);

    assertThat(verified.ok().out() + verified.err()).isEmpty();
  }

  @Test
  void systemdCallsEachServiceLittleExposed(Machine machine) {
    Map<String, Double> exposure = exposure(machine);
    Properties most = mostExposure();

    new EveryService(machine)
        .programs()
        .forEach(
            (unit, program) ->
                assertThat(exposure.get(unit))
                    .as(unit)
                    .isNotNull()
                    .isLessThanOrEqualTo(
                        Double.valueOf(most.getProperty(program, most.getProperty("other")))));
  }

  /** The bounding set of a program. */
  private static long bounds(String program) {
    if (program.equals("local")) {
      return SETGID_AND_SETUID | CHOWN;
    }
    return DROPPING.contains(program) || PRIVILEGED.contains(program) ? SETGID_AND_SETUID : 0;
  }

  /** By program; the same for tests of the generator, which need no machine. */
  private static Properties mostExposure() {
    Properties most = new Properties();
    Path file = Places.repository().resolve("generator/src/test/exposure.properties");
    try (Reader text = Files.newBufferedReader(file)) {
      most.load(text);
      return most;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Double> exposure(Machine machine) {
    Map<String, Double> exposure = new TreeMap<>();
    EXPOSURE
        .matcher(machine.run("systemd-analyze", "security", "--no-pager").ok().out())
        .results()
        .forEach(match -> exposure.put(match.group(1), Double.valueOf(match.group(2))));
    return exposure;
  }

  private static int mailOwner(Machine machine) {
    return Integer.parseInt(machine.run("id", "-u", "postfix").text());
  }

  private static int mailGroup(Machine machine) {
    return Integer.parseInt(machine.run("id", "-g", "postfix").text());
  }
}
