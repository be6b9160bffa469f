package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A hacked daemon and systemd's notification socket, which everybody can write to: what it says
 * there ({@code notify.c}) is not for systemd to believe, as it is not the main process of its
 * unit.
 */
@OnMachine
class NotifyTest {
  private static final String PORT = "12021";
  private static final String UNIT = "postfix-12021-inet.service";
  private static final String DROP_IN = "/run/systemd/system/" + UNIT + ".d/all.conf";

  /** All that sd_notify(3) has, a descriptor to keep, and what is nothing at all. */
  private static final List<String> MESSAGES =
      List.of(
          "STATUS=hacked",
          "READY=1",
          "RELOADING=1|MONOTONIC_USEC=1",
          "STOPPING=1",
          "MAINPID=#",
          "MAINPID=1",
          "MAINPID=-1",
          "ERRNO=1",
          "BUSERROR=hacked",
          "EXIT_STATUS=1",
          "WATCHDOG=1",
          "WATCHDOG=trigger",
          "WATCHDOG_USEC=1",
          "EXTEND_TIMEOUT_USEC=1",
          "NOTIFYACCESS=all",
          "FDSTORE=1|FDNAME=hacked|FDPOLL=0=STORE",
          "FDSTOREREMOVE=1|FDNAME=hacked",
          "=STORE",
          "=",
          "|||",
          "\u0001\u00ff=",
          "STATUS=" + "x".repeat(7000));

  @Prepare
  static void startAHackedDaemon(Machine machine) {
    TestDaemon.install(machine, "notify");
    Postfix postfix = Postfix.on(machine);
    postfix.service(PORT + "/inet", PORT + " inet n - y - 5 notify");
    postfix.toUnits();
  }

  @Test
  void whatItTellsSystemdChangesNothingAboutItsUnit(Machine machine) {
    assertThat(tell(machine, "=")).containsExactly("sent");
    String before = state(machine);

    List<String> answers = tell(machine, String.join("\n", MESSAGES));

    assertThat(answers).hasSameSizeAs(MESSAGES).containsOnly("sent");
    // So systemd has read them.
    machine.run("systemctl", "daemon-reload").ok();
    assertThat(state(machine)).isEqualTo(before).contains("NFileDescriptorStore=0");
    assertThat(status(machine)).doesNotContain("hacked").doesNotContain("xx");
  }

  /** So that what is ignored isn't just something that never works. */
  @Test
  void whereEveryProcessOfAUnitIsBelievedItWouldBe(Machine machine) {
    machine.write(DROP_IN, "[Service]\nNotifyAccess=all\n");
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "restart", UNIT).ok();
    try {
      tell(machine, "STATUS=hacked");
      Eventually.eventually("its status", () -> status(machine).contains("hacked"));
    } finally {
      machine.run("rm", DROP_IN).ok();
      machine.run("systemctl", "daemon-reload").ok();
      machine.run("systemctl", "restart", UNIT).ok();
    }
  }

  private static List<String> tell(Machine machine, String messages) {
    return machine.runWith(messages + "\n", "nc", "-N", "127.0.0.1", PORT).ok().lines();
  }

  /** All of it but the status text, which the supervisor changes as clients come and go. */
  private static String state(Machine machine) {
    return machine
        .run(
            "systemctl",
            "show",
            "-p",
            "ActiveState,SubState,MainPID,Result,NRestarts,StatusErrno,NotifyAccess",
            "-p",
            "NFileDescriptorStore,WatchdogUSec,TimeoutStartUSec,TimeoutStopUSec,InvocationID",
            UNIT)
        .ok()
        .text();
  }

  private static String status(Machine machine) {
    return machine.run("systemctl", "show", "-p", "StatusText", UNIT).ok().text();
  }
}
