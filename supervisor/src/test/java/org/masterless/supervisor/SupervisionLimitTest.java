package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;

/** How many daemons a service has: one when none is free, and never more than its limit. */
class SupervisionLimitTest extends SupervisedService {
  @Test
  void aNewProcessCountsAsIdleAndNobodyIsAwaitedUntilItIsBusy() {
    Start first = clientComes();
    assertThat(service.isListening()).isFalse();
    assertThat(service.hasAvailable()).isTrue();
    report(first, false);
    assertThat(service.isListening()).isTrue();
    assertThat(service.busy()).isEqualTo(1);
  }

  @Test
  void aServiceThatHasSomebodyFreeStartsNobody() {
    clientComes();
    service.clientWaits(now);
    assertThat(world.starts).hasSize(1);
  }

  @Test
  void neverMoreThanTheLimit() {
    clientIsServed();
    clientIsServed();
    clientIsServed();
    assertThat(service.isListening()).isFalse();
    service.clientWaits(now);
    assertThat(world.starts).hasSize(3);
  }

  @Test
  void aServiceWithLimitOneNeverHasTwoNotEvenOnReload() {
    supervise(SettingsBuilder.service().limit(1).build());
    Start only = clientIsServed();
    service.reload(now);
    service.clientWaits(now);
    assertThat(world.starts).containsExactly(only);
    exits(only, 0);
    clientComes();
    assertThat(service.total()).isEqualTo(1);
  }

  @Test
  void noServiceHasMoreProcessesThanItsSupervisorHasMemoryFor() {
    for (int limit : new int[] {0, 1_000_000}) {
      world.said.clear();
      supervise(SettingsBuilder.service().limit(limit).build());
      for (int i = 0; i < 2500; i++) {
        clientIsServed();
      }
      assertThat(service.isListening()).isFalse();
      assertThat(world.said)
          .containsExactly(
              "<4> service \"smtp\" has 2500 processes, the most that a supervisor can look after:"
                  + " new clients wait");
    }
  }

  @Test
  void limitZeroIsNoLimit() {
    supervise(SettingsBuilder.service().limit(0).build());
    for (int i = 0; i < 500; i++) {
      clientIsServed();
    }
    assertThat(service.total()).isEqualTo(500);
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void anIdleProcessThatLeavesMakesRoomForTheNext() {
    Start first = clientIsServed();
    report(first, true);
    assertThat(service.isListening()).isFalse();
    exits(first, 0);
    assertThat(service.isListening()).isTrue();
    assertThat(service.total()).isZero();
  }

  @Test
  void eachProcessHasAGenerationOfItsOwnAlsoAfterAFailedFork() {
    assertThat(clientIsServed().generation()).isEqualTo(1);
    world.forkFails = true;
    service.clientWaits(now);
    world.forkFails = false;
    timePasses(60 * SECOND);
    assertThat(clientIsServed().generation()).isEqualTo(3);
  }
}
