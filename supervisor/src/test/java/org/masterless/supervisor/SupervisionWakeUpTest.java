package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a service is woken without a client. */
class SupervisionWakeUpTest extends SupervisedService {
  @Test
  void aServiceWithAWakeUpIsWokenAtStartAndThenPeriodically() {
    supervise(SettingsBuilder.service().with("--wakeup", "60").build());
    assertThat(world.wakes).isEqualTo(1);
    assertThat(service.nextDeadline()).isEqualTo(60 * SECOND);
    timePasses(59_999);
    assertThat(world.wakes).isEqualTo(1);
    timePasses(1);
    assertThat(world.wakes).isEqualTo(2);
  }

  @Test
  void reloadWakesAtOnceAndStartsThePeriodAnew() {
    supervise(SettingsBuilder.service().with("--wakeup", "60").build());
    timePasses(30 * SECOND);
    service.reload(now);
    service.tick(now);
    assertThat(world.wakes).isEqualTo(2);
    assertThat(service.nextDeadline()).isEqualTo(90 * SECOND);
  }

  @Test
  void withAQuestionMarkTheFirstProcessStartsTheTimer() {
    supervise(SettingsBuilder.service().with("--wakeup", "60?").build());
    timePasses(600 * SECOND);
    assertThat(world.wakes).isZero();
    clientIsServed();
    timePasses(0);
    assertThat(world.wakes).isEqualTo(1);
    clientIsServed();
    timePasses(0);
    assertThat(world.wakes).as("the second process doesn't").isEqualTo(1);
    timePasses(60 * SECOND);
    assertThat(world.wakes).isEqualTo(2);
  }

  @Test
  void reloadMakesAQuestionMarkWaitForTheNextUse() {
    supervise(SettingsBuilder.service().with("--wakeup", "60?").build());
    clientIsServed();
    timePasses(0);
    service.reload(now);
    timePasses(600 * SECOND);
    assertThat(world.wakes).isEqualTo(1);
    clientIsServed();
    timePasses(0);
    assertThat(world.wakes).isEqualTo(2);
  }

  @Test
  void aThrottledServiceIsNotWokenButItsTimerGoesOn() {
    supervise(SettingsBuilder.service().with("--wakeup", "20").build());
    exits(clientComes(), 1);
    timePasses(20 * SECOND);
    timePasses(20 * SECOND);
    assertThat(world.wakes).isEqualTo(1);
    timePasses(20 * SECOND);
    assertThat(world.wakes).isEqualTo(2);
  }
}
