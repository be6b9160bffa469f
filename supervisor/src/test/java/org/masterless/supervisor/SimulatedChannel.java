package org.masterless.supervisor;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a descriptor of a {@link SimulatedKernel} leads to. */
public final class SimulatedChannel {
  public final Deque<byte[]> inbox = new ArrayDeque<>();
  final String name;
  public SimulatedChannel peer = this;
  public boolean closed;

  SimulatedChannel(String name) {
    this.name = name;
  }

  boolean isReadable() {
    return !inbox.isEmpty() || (peer != this && peer.closed);
  }
}
