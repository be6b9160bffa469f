package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The same in the place of stock Postfix's smtpd, in its chroot as Debian ships it, on Debian 13 in
 * the sandbox of its unit: what the README compares with, and proof that the probe finds what there
 * is.
 */
@OnMachine(staged = false)
class StockHackedDaemonTest {

  @Prepare
  static void hackSmtpd(Machine machine) {
    HackedDaemon.inPlaceOf(machine, List.of("smtpd"));
    Postfix.on(machine).restart();
    machine.run("timeout", "2", "nc", "-d", "127.0.0.1", "25");
  }

  @Test
  void itReachesAllOthersAndWritesAllOfTheQueue(Machine machine) {
    HackedDaemon hacked = HackedDaemon.on(machine);
    Set<String> successes = hacked.successesOfStock();

    assertThat(successes)
        .contains("process signal", "process memory", "process limits")
        .contains("shared memory", "shared messages", "shared semaphores", "shared queue")
        .contains("write /incoming", "write /active", "write /private", "execute new in /active")
        .contains("call userfaultfd", "call io_uring_setup", "call memfd_create");
    assertThat(successes.contains("call mmap-code"))
        .as("executable memory, which Debian 13's unit forbids")
        .isEqualTo(machine.release() == Release.BOOKWORM);
    assertThat(hacked.victimLives()).isFalse();
  }
}
