package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.masterless.system.Errno;

/** Which of our descriptors becomes which of a daemon's (master_proto.h). */
class InheritanceTest {
  private final SimulatedKernel kernel = new SimulatedKernel();

  @Test
  void aDaemonGetsNullTheFlowPipeTheStatusChannelAndTheListenersInTheirOrder() {
    kernel.pass(3, "first");
    kernel.pass(4, "second");
    Inheritance inheritance = new Inheritance(kernel.calls(), 2);
    assertThat(inheritance.gather("/run/flow")).isEmpty();
    List<Integer> descriptors = inheritance.forDaemon();
    assertThat(descriptors.stream().map(kernel::lookUp).map(channel -> channel.name))
        .containsExactly(
            "/dev/null",
            "/dev/null",
            "/dev/null",
            "/run/flow",
            "/run/flow",
            "status",
            "first",
            "second");
    assertThat(descriptors).as("none may be overwritten before it is used").allMatch(n -> n >= 8);
    assertThat(inheritance.complaints()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void whatCannotBeOpenedIsNamed() {
    kernel.pass(3, "listener");
    kernel.sockets.pairAnswer = -Errno.EMFILE;
    assertThat(new Inheritance(kernel.calls(), 1).gather(""))
        .isEqualTo("status channel: Too many open files");
  }
}
