package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.system.ChildExit;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Notifier;

class StatusTextTest {
  private final SimulatedKernel kernel = new SimulatedKernel();
  private final StatusText status =
      new StatusText(
          new Notifier(
              kernel.calls().files(),
              kernel.calls().sockets(),
              new Environment(List.of("NOTIFY_SOCKET=@notify"))));

  @Test
  void aChangeOfNumbersIsSaidAtMostEveryFiveSeconds() {
    status.show("1", 0);
    status.show("2", 1000);
    assertThat(status.nextDeadline("2")).isEqualTo(5000);
    status.show("3", 5000);
    assertThat(kernel.sockets.notified).containsExactly("STATUS=1", "STATUS=3");
  }

  @Test
  void whatIsKnownIsNotSaidAgain() {
    status.show("1", 0);
    status.show("1", 10_000);
    assertThat(kernel.sockets.notified).hasSize(1);
    assertThat(status.nextDeadline("1")).isEqualTo(WakeupTimer.NEVER);
  }

  @Test
  void aChangeOfStateIsNeverHeldBackAndSaidUntilItIsTaken() {
    status.show("1", 0);
    kernel.sockets.notifyAnswer = -Errno.EAGAIN;
    status.announce("STOPPING=1", "1", 100);
    kernel.sockets.notifyAnswer = 0;
    assertThat(status.nextDeadline("1")).isEqualTo(600);
    status.show("1", 600);
    assertThat(kernel.sockets.notified).containsExactly("STATUS=1", "STOPPING=1\nSTATUS=1");
    assertThat(status.nextDeadline("1")).isEqualTo(WakeupTimer.NEVER);
  }

  @Test
  void theTextSaysWhatAnAdminWantsToKnow() {
    RecordedActions world = new RecordedActions();
    Supervision service = new Supervision(SettingsBuilder.service().limit(3).build(), world);
    assertThat(StatusText.of(service)).isEqualTo("0 busy, 0 idle, 3 at most");
    service.clientWaits(0);
    service.reported(101, 1, false, 0);
    service.clientWaits(0);
    assertThat(StatusText.of(service)).isEqualTo("1 busy, 1 idle, 3 at most");
    ChildExit exit = new ChildExit();
    exit.setExited(1);
    service.changed(102, exit, 0);
    assertThat(StatusText.of(service))
        .isEqualTo("Throttled, as a daemon failed: 1 busy, 0 idle, 3 at most");
    service.stop(0);
    assertThat(StatusText.of(service)).isEqualTo("Stopping: 1 busy, 0 idle");
  }

  @Test
  void noLimitIsNotMentioned() {
    Supervision service =
        new Supervision(SettingsBuilder.service().limit(0).build(), new RecordedActions());
    assertThat(StatusText.of(service)).isEqualTo("0 busy, 0 idle");
  }
}
