package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code lmtp-deliver} under a booted systemd, for users of the machine's own. */
@OnMachine
class LmtpDeliverUnitTest {
  private static final int USERS = 20;
  private static final String SOCKET = "/run/masterless-test/deliver";
  private static final String UNIT = "test-deliver";

  /** Another one, where processes live 20 s. */
  private static final String SHORT = "test-short";

  private static final String SHORT_SOCKET = "/run/masterless-test/short";
  private static final String FRONT = "/usr/lib/postfix/sbin/front";

  /** A user who may connect, as the front's system user does. */
  private static final String FRONTS_USER = "masterless-lmtp";

  @Prepare
  static void install(Machine machine) {
    TestDaemon.install(machine, "front");
    LmtpServices.makeUser(machine);
    LmtpServices.addUsers(machine, USERS);
    machine.sh("for i in 1 2 3 4; do useradd -m -u $((3500 + i)) w$i || exit; done").ok();
    start(machine, UNIT, SOCKET, "");
    start(machine, SHORT, SHORT_SOCKET, "--timeout 15 --runtime-max 20");
  }

  private static void start(Machine machine, String unit, String socket, String options) {
    machine.write(
        "/etc/systemd/system/" + unit + ".socket",
        """
        [Socket]
        ListenStream=%s
        SocketMode=0660
        SocketGroup=%s
        """
            .formatted(socket, FRONTS_USER));
    machine.write("/etc/systemd/system/" + unit + ".service", service(options));
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "start", unit + ".socket").ok();
  }

  /** With the sandbox that an entry of services.cf gets. */
  private static String service(String options) {
    return """
    [Service]
    Type=notify
    NotifyAccess=main
    ExecStart=/usr/lib/masterless/lmtp-deliver --max-processes 50 --uids 3000-3999 %s
    CapabilityBoundingSet=CAP_SETUID CAP_SETGID
    NoNewPrivileges=yes
    ProtectSystem=strict
    ReadWritePaths=-/home
    PrivateTmp=yes
    PrivateDevices=yes
    PrivateNetwork=yes
    ProtectProc=invisible
    ProcSubset=pid
    UMask=0077
    RestrictAddressFamilies=AF_UNIX
    RestrictSUIDSGID=yes
    MemoryDenyWriteExecute=yes
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources @aio @keyring userfaultfd memfd_create
    SystemCallFilter=@setuid setgroups capset fchown
    SystemCallErrorNumber=EPERM
    SyslogFacility=mail
    """
        .formatted(options);
  }

  private static List<String> users() {
    return LmtpServices.users(USERS);
  }

  private static String[] front(List<String> users) {
    return front(SOCKET, users);
  }

  private static String[] front(String socket, List<String> users) {
    List<String> command = new ArrayList<>(List.of(FRONT, socket));
    command.addAll(users);
    return command.toArray(new String[0]);
  }

  @Test
  void eachOfTwentyUsersGetsTheMessageFromAProcessThatIsThatUserAndNothingElse(Machine machine) {
    try (Session front = machine.startAs(FRONTS_USER, front(users()))) {
      for (int i = 1; i <= USERS; i++) {
        assertThat(front.readLine())
            .contains("u" + i + " 250 2.1.5 " + LmtpServices.uid(i) + " OK");
      }
      assertOneProcessEach(machine);
      front.send("go on\n");
      for (int i = 1; i <= USERS; i++) {
        assertThat(front.readLine())
            .contains(
                "u%d 250 2.0.0 %d <u%d@example.com> Saved".formatted(i, LmtpServices.uid(i), i));
      }
    }
    assertThat(machine.sh("stat -c '%u %g %a' /home/u*/Maildir/new/*").lines())
        .containsExactlyInAnyOrderElementsOf(
            users().stream().map(LmtpDeliverUnitTest::ownership).toList());
    assertThat(machine.sh("cat /home/u7/Maildir/new/*").out())
        .contains("Delivered-To: u7@example.com\n")
        .endsWith("Subject: for u7\n\nhello\n");
    assertThat(machine.sh("ls /home/u*/Maildir/tmp").out()).doesNotContain(".M");
    Eventually.await(
        "all to be told as finished",
        () -> machine.run("systemctl", "show", "-P", "StatusText", UNIT + ".service").text(),
        "0 running, 50 at most"::equals);
    // Also of processes that were gone when journald got round to reading what they wrote.
    Eventually.await(
        "a line in the unit's journal for each",
        () -> machine.journal("-u", UNIT + ".service", "-p", "info", "-o", "cat"),
        journal ->
            users().stream().allMatch(user -> journal.contains("T1: user=" + user + ", uid=")));
  }

  private static String ownership(String user) {
    int uid = LmtpServices.uid(Integer.parseInt(user.substring(1)));
    return uid + " " + uid + " 600";
  }

  private static void assertOneProcessEach(Machine machine) {
    List<ProcessInfo> processes =
        machine.processes().stream()
            .filter(process -> process.unit().equals(UNIT + ".service"))
            .filter(process -> process.uids().get(0) != 0)
            .toList();
    assertThat(processes).hasSize(USERS);
    assertThat(processes).extracting(process -> process.uids().get(0)).doesNotHaveDuplicates();
    for (ProcessInfo process : processes) {
      int uid = process.uids().get(0);
      assertThat(process.uids()).containsOnly(uid);
      assertThat(process.gids()).containsOnly(uid);
      assertThat(process.field("Groups")).isIn("", Integer.toString(uid));
      assertThat(process.field("NoNewPrivs")).isEqualTo("1");
      for (String set : List.of("Inh", "Prm", "Eff", "Amb")) {
        assertThat(process.capabilities(set)).as(set).isZero();
      }
    }
    String proc = "/proc/" + processes.get(0).pid();
    assertThat(machine.sh("grep '^Max processes' " + proc + "/limits").text())
        .matches("Max processes +1 +1 +processes *");
    assertThat(machine.sh("ls " + proc + "/fd").lines()).hasSize(4);
  }

  /** What holds them up is his own uid, so he may send them signals. */
  @Test
  void whoStopsHisDeliveriesHoldsNobodyElsesUpAndTheyAreKilled(Machine machine) {
    try (Session front =
        machine.startAs(FRONTS_USER, front(SHORT_SOCKET, Collections.nCopies(40, "w1")))) {
      List<String> replies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        replies.add(front.readLine().orElseThrow());
      }
      assertThat(replies).filteredOn(reply -> reply.startsWith("w1 250 2.1.5 3501")).hasSize(10);
      assertThat(replies)
          .filteredOn(
              reply -> reply.endsWith("451 4.3.0 - Too many concurrent deliveries for user"))
          .hasSize(30);
      List<String> stop = new ArrayList<>(List.of("kill", "-STOP"));
      for (ProcessInfo process : ofUid(machine, 3501)) {
        stop.add(Integer.toString(process.pid()));
      }
      assertThat(stop).hasSize(12);
      machine.runAs("w1", stop.toArray(new String[0])).ok();
      front.send("go on\n");

      assertThat(machine.runWith("go on\n", front(SHORT_SOCKET, List.of("w2", "w3"))).lines())
          .filteredOn(reply -> reply.contains(" 250 2.0.0 "))
          .hasSize(2);
      for (int i = 0; i < 40; i++) {
        assertThat(front.readLine(Duration.ofSeconds(60))).contains("w1 closed");
      }
    }
    assertThat(ofUid(machine, 3501)).isEmpty();
    assertThat(machine.runWith("go on\n", front(SHORT_SOCKET, List.of("w1"))).lines())
        .last()
        .asString()
        .startsWith("w1 250 2.0.0");
    Eventually.eventually(
        "the kills to be logged",
        () ->
            machine
                .journal("-u", SHORT + ".service", "-o", "cat")
                .contains("for uid 3501 was killed by signal 9"));
  }

  private static List<ProcessInfo> ofUid(Machine machine, int uid) {
    return machine.processes().stream()
        .filter(process -> process.unit().equals(SHORT + ".service"))
        .filter(process -> process.uids().get(0) == uid)
        .toList();
  }

  /** A folder without set-gid: it is fchown(2) that gives the file to the group. */
  @Test
  void aFolderThatIsSharedWithAGroupGetsFilesOfTheGroup(Machine machine) {
    machine.run("groupadd", "readers").ok();
    machine.run("usermod", "--append", "--groups", "readers", "w4").ok();
    machine.sh("cd ~w4 && install -d -o w4 -g readers -m 750 Maildir Maildir/tmp Maildir/new").ok();
    assertThat(machine.runWith("go on\n", front(List.of("w4"))).out()).contains("250 2.0.0");
    assertThat(machine.sh("stat -c '%U %G %a' ~w4/Maildir/new/*").lines())
        .contains("w4 readers 640");
  }

  @Test
  void whoIsNotAPeerGetsNothing(Machine machine) {
    machine.run("usermod", "-a", "-G", FRONTS_USER, "u1").ok();
    Result result = machine.runAs("u1", front(List.of("u2")));
    assertThat(result.out()).isEqualTo("u2 closed\n");
    Eventually.eventually(
        "the refusal to be logged",
        () ->
            machine
                .journal("-u", UNIT + ".service", "-o", "cat")
                .contains("refused a connection from uid 3001"));
  }

  @Test
  void rootAndUsersOutsideTheRangeGetNoMail(Machine machine) {
    assertThat(machine.runWith("", front(List.of("root", "daemon", "nobody-there"))).lines())
        .containsExactly(
            "root 451 4.3.5 - System is not set up for this user",
            "daemon 451 4.3.5 - System is not set up for this user",
            "nobody-there 550 5.1.1 - User doesn't exist");
    assertThat(machine.exists("/root/Maildir")).isFalse();
  }
}
