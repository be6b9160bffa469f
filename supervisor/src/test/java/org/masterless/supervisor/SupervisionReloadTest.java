package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.masterless.supervisor.RecordedActions.Start;

/** A reload: daemons are replaced, none is cut off. */
class SupervisionReloadTest extends SupervisedService {
  @Test
  void reloadRetiresAllButCountsThemUntilTheyAreGone() {
    Start idle = clientIsServed();
    report(idle, true);
    service.reload(now);
    assertThat(world.channels).isEqualTo(1);
    assertThat(service.hasAvailable()).isFalse();
    assertThat(service.isListening()).isTrue();
    clientIsServed();
    clientIsServed();
    assertThat(service.isListening()).as("three are there, one of them retired").isFalse();
    exits(idle, 0);
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void reloadEndsAThrottle() {
    exits(clientComes(), 1);
    service.reload(now);
    assertThat(service.isThrottled()).isFalse();
    assertThat(service.isListening()).isTrue();
  }

  @Test
  void withoutANewChannelTheDaemonsStayInService() {
    Start first = clientIsServed();
    report(first, true);
    world.channelFails = true;
    service.reload(now);
    assertThat(service.hasAvailable()).isTrue();
    assertThat(world.said).containsExactly("<3> cannot retire processes: Too many open files");
    report(first, false);
    assertThat(service.busy()).isEqualTo(1);
    assertThat(service.isListening()).isTrue();
  }
}
