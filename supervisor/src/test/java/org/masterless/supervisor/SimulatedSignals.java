package org.masterless.supervisor;

import org.masterless.system.Errno;
import org.masterless.system.Signals;

/** A signalfd, whichever signals it was opened for. */
final class SimulatedSignals implements Signals {
  private final SimulatedChannel queue = new SimulatedChannel("signals");
  private final OpenChannels channels;
  private int lastSender = 1;

  SimulatedSignals(OpenChannels channels) {
    this.channels = channels;
  }

  void raise(int signal, int sender) {
    lastSender = sender;
    queue.inbox.add(new byte[] {(byte) signal});
  }

  @Override
  public int open(int... signals) {
    return channels.install(queue);
  }

  @Override
  public int next(int descriptor, Sender into) {
    byte[] signal = queue.inbox.poll();
    into.set(lastSender);
    return signal == null ? -Errno.EAGAIN : signal[0];
  }
}
