package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the generator asks of the kernel, and how it behaves towards systemd. */
@OnMachine
class GeneratorTest {
  private static final String GENERATOR = "/usr/lib/systemd/system-generators/masterless-generator";
  private static final String FOLDERS = "/tmp/out/normal /tmp/out/early /tmp/out/late";
  private static final Pattern CALL = Pattern.compile("(?m)^\\d+ +(\\w+)\\((.*)");

  /** To start, to allocate, to end; to look at files and to read them. */
  private static final Set<String> HARMLESS =
      Set.of(
          "access",
          "arch_prctl",
          "brk",
          "close",
          "exit_group",
          "fstat",
          "futex",
          "getpid",
          "getrandom",
          "mmap",
          "mprotect",
          "munmap",
          "newfstatat",
          "pread64",
          "prlimit64",
          "read",
          "readlink",
          "readlinkat",
          "rseq",
          "rt_sigaction",
          "rt_sigprocmask",
          "set_robust_list",
          "set_tid_address",
          "statx",
          "timer_create",
          "write");

  /** To change files. */
  private static final Set<String> CHANGING =
      Set.of("mkdir", "openat", "rename", "symlink", "unlink");

  @Prepare
  static void listInstance(Machine machine) {
    machine.write("/etc/masterless/instances", "/etc/postfix\n");
    machine.run("cp", "/etc/postfix/master.cf", "/root/master.cf").ok();
  }

  @AfterEach
  void mend(Machine machine) {
    machine.run("cp", "/root/master.cf", "/etc/postfix/master.cf").ok();
  }

  @Test
  void saysNothingWhenAllIsWell(Machine machine) {
    Result result = generate(machine);

    assertThat(result.exit()).isZero();
    assertThat(result.out() + result.err()).isEmpty();
    assertThat(machine.run("ls", "/tmp/out/normal").lines()).contains("postfix-smtp-inet.socket");
    assertThat(machine.sh("ls -A /tmp/out/early /tmp/out/late | grep -v :").text()).isEmpty();
  }

  @Test
  void saysAndDoesNothingWithoutAListOfInstances(Machine machine) {
    machine.run("mv", "/etc/masterless", "/etc/other").ok();
    Result result = generate(machine);
    machine.run("mv", "/etc/other", "/etc/masterless").ok();

    assertThat(result.ok().out() + result.err()).isEmpty();
    assertThat(machine.run("find", "/tmp/out", "!", "-type", "d").text()).isEmpty();
  }

  @Test
  void givesTheSameBytesForTheSameInput(Machine machine) {
    generate(machine).ok();
    machine.run("mv", "/tmp/out", "/tmp/first").ok();
    generate(machine).ok();

    machine.run("diff", "-r", "--no-dereference", "/tmp/first", "/tmp/out").ok();
    machine.run("rm", "-r", "/tmp/first").ok();
  }

  /** As man(1) looks for it: section 8 is 8postfix on Debian 12. */
  @Test
  void everyManualPageThatAUnitPointsToIsThere(Machine machine) {
    generate(machine).ok();

    List<String> pages =
        machine.sh("grep -rhos 'man:[^ ]*' /tmp/out/normal | sort -u").ok().lines();

    assertThat(pages).hasSizeGreaterThan(20).contains("man:smtpd(8)", "man:master(5)");
    assertThat(pages)
        .allSatisfy(
            page -> {
              String file = page.replaceFirst("man:(.*)\\((.)\\)", "/usr/share/man/man$2/$1.$2");
              assertThat(machine.sh("ls " + file + "*").exit()).as(file).isZero();
            });
  }

  @Test
  void makesNoCallThatAGeneratorShouldNot(Machine machine) {
    List<MatchResult> calls = trace(machine);

    assertThat(calls).hasSizeGreaterThan(200);
    assertThat(calls.stream().map(call -> call.group(1)).distinct())
        .containsOnlyOnce("execve")
        .isSubsetOf(allowed("execve"));
    assertThat(calls).filteredOn(call -> call.group(1).equals("execve")).hasSize(1);
    assertThat(changes(calls)).isNotEmpty().allMatch(change -> change.contains("/tmp/out/normal/"));
  }

  @Test
  void makesNoOtherCallToTellAProblemThanThoseToTheJournal(Machine machine) {
    machine.append("/etc/postfix/master.cf", "nonsense\n");

    List<MatchResult> calls = trace(machine);

    assertThat(calls.stream().map(call -> call.group(1)).distinct())
        .contains("connect")
        .isSubsetOf(allowed("execve", "socket", "connect", "sendto"));
    assertThat(calls)
        .filteredOn(call -> call.group(1).equals("connect"))
        .singleElement()
        .extracting(call -> call.group(2))
        .asString()
        .contains("sun_path=\"/run/systemd/journal/socket\"");
    assertThat(changes(calls))
        .filteredOn(change -> !change.contains("\"/dev/kmsg\", O_WRONLY"))
        .allMatch(change -> change.contains("/tmp/out/normal/"));
  }

  /** systemd calls generators when most of the machine is read-only, and some not there yet. */
  @Test
  void needsNothingButItsOutputFoldersToBeWritable(Machine machine) {
    makeFolders(machine);

    Result result =
        machine.run(
            "systemd-run",
            "--quiet",
            "--pipe",
            "--wait",
            "--property=ProtectSystem=strict",
            "--property=ReadWritePaths=/tmp/out",
            "--property=InaccessiblePaths=/var /home",
            "sh",
            "-c",
            GENERATOR + " " + FOLDERS);

    assertThat(result.ok().out() + result.err()).isEmpty();
    assertThat(machine.exists("/tmp/out/normal/postfix-smtp-inet.socket")).isTrue();
  }

  private static Result generate(Machine machine) {
    makeFolders(machine);
    return machine.sh(GENERATOR + " " + FOLDERS);
  }

  private static void makeFolders(Machine machine) {
    machine.sh("rm -rf /tmp/out; mkdir -p " + FOLDERS).ok();
  }

  /** Each system call of a run: its name, and its arguments with the answer. */
  private static List<MatchResult> trace(Machine machine) {
    makeFolders(machine);
    machine.sh("strace -f -s 300 -o /tmp/trace " + GENERATOR + " " + FOLDERS);
    return CALL.matcher(machine.read("/tmp/trace")).results().toList();
  }

  /** Arguments of the calls that would change a file. */
  private static List<String> changes(List<MatchResult> calls) {
    return calls.stream()
        .filter(call -> CHANGING.contains(call.group(1)))
        .map(call -> call.group(2))
        .filter(arguments -> !arguments.contains("O_RDONLY"))
        .toList();
  }

  /** What any program may do, what a generator must do, and these. */
  private static List<String> allowed(String... more) {
    return Stream.of(HARMLESS.stream(), CHANGING.stream(), Stream.of(more))
        .flatMap(calls -> calls)
        .toList();
  }
}
