package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;

/** What a service does and says when it has as many daemons as it may have. */
class SupervisionStressTest extends SupervisedService {
  @Test
  void stressBeginsWithTheProcessThatFillsTheLimitAndRetiresTheOthers() {
    supervise(SettingsBuilder.service().limit(3).withStress());
    assertThat(clientIsServed().stress()).isFalse();
    assertThat(clientIsServed().stress()).isFalse();
    assertThat(world.channels).isZero();
    assertThat(clientIsServed().stress()).isTrue();
    assertThat(world.channels).isEqualTo(1);
  }

  @Test
  void stressLastsAThousandSecondsFromTheLastTimeTheLimitWasTouched() {
    supervise(SettingsBuilder.service().limit(2).withStress());
    Start first = clientIsServed();
    Start second = clientIsServed();
    exits(first, 0);
    timePasses(500 * SECOND);
    assertThat(clientIsServed().stress()).isTrue();
    assertThat(world.channels).as("retired once, when stress began").isEqualTo(1);
    exits(second, 0);
    exits(world.last(), 0);
    timePasses(999_999);
    assertThat(clientIsServed().stress()).isTrue();
    exits(world.last(), 0);
    timePasses(1);
    assertThat(clientIsServed().stress()).isFalse();
  }

  @Test
  void stressIsNotForAServiceOfOneProcess() {
    supervise(SettingsBuilder.service().limit(1).withStress());
    assertThat(clientIsServed().stress()).isFalse();
    assertThat(world.channels).isZero();
  }

  @Test
  void theOptionIsHarmlessWhereNoArgumentCanSayIt() {
    supervise(SettingsBuilder.service().limit(2).with("--stress").build());
    clientIsServed();
    clientIsServed();
    assertThat(world.channels).isZero();
    assertThat(world.said).isEmpty();
  }

  @Test
  void aFullServiceWarnsOnceInAThousandSeconds() {
    supervise(SettingsBuilder.service().limit(2).withStress());
    clientIsServed();
    Start second = clientIsServed();
    assertThat(world.said)
        .hasSize(3)
        .first()
        .isEqualTo(
            "<4> service \"smtp\" has reached its process limit \"2\":"
                + " new clients may experience noticeable delays");
    report(second, true);
    report(second, false);
    assertThat(world.said).hasSize(3);
    timePasses(1000 * SECOND);
    report(second, true);
    report(second, false);
    assertThat(world.said).hasSize(6);
  }
}
