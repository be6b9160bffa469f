package org.masterless.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.masterless.systemtest.Machine;

/** How long a first client waits for the greeting of a service that isn't running. */
final class ColdStart {
  private static final String OURS = "masterless-lmtp-unix.service";

  private final Machine machine;

  ColdStart(Machine machine) {
    this.machine = machine;
  }

  /** Ours and Dovecot's in turn, so often. */
  void measure(int rounds) {
    Samples ours = new Samples();
    Samples again = new Samples();
    Samples dovecots = new Samples();
    for (int round = 0; round < rounds; round++) {
      machine.run("systemctl", "stop", OURS).ok();
      // Nobody starts them so often in earnest.
      machine.run("systemctl", "reset-failed", OURS, "dovecot.service").ok();
      ours.add(greeting(LmtpSide.OURS));
      again.add(greeting(LmtpSide.OURS));
      LmtpSide.DOVECOT.take(machine);
      dovecots.add(greeting(LmtpSide.DOVECOT));
    }
    System.out.printf(
        "%nDebian %s, first connection to greeting, ms, %d times, median (lowest to highest)%n"
            + "  ours: %s; the second: %s; Dovecot, just started: %s%n",
        machine.release(), rounds, ours.text(0), again.text(1), dovecots.text(1));
  }

  /** In milliseconds. */
  private double greeting(LmtpSide side) {
    long start = System.nanoTime();
    try (LmtpSession session = new LmtpSession(machine.onHost(side.socket()))) {
      return (session.greeted() - start) / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
