package org.masterless.supervisor;

import java.util.List;
import java.util.TreeMap;

/** The table of open descriptors of a {@link SimulatedKernel}. */
final class OpenChannels {
  /** As programs have standard input, output and error. */
  private static final int LOWEST = 3;

  private final TreeMap<Integer, SimulatedChannel> open = new TreeMap<>();

  void put(int descriptor, SimulatedChannel channel) {
    open.put(descriptor, channel);
  }

  int install(SimulatedChannel channel) {
    return install(channel, LOWEST);
  }

  int install(SimulatedChannel channel, int lowest) {
    int descriptor = lowest;
    while (open.containsKey(descriptor)) {
      descriptor++;
    }
    open.put(descriptor, channel);
    return descriptor;
  }

  /** Two ends of one connection. */
  int[] connect(String name, int[] into) {
    SimulatedChannel first = new SimulatedChannel(name);
    SimulatedChannel second = new SimulatedChannel(name);
    first.peer = second;
    second.peer = first;
    into[0] = install(first);
    into[1] = install(second);
    return into;
  }

  SimulatedChannel lookUp(int descriptor) {
    SimulatedChannel channel = open.get(descriptor);
    if (channel == null) {
      throw new AssertionError("descriptor " + descriptor + " is not open");
    }
    return channel;
  }

  void close(int descriptor) {
    SimulatedChannel channel = open.remove(descriptor);
    if (channel == null) {
      throw new AssertionError("closed twice: " + descriptor);
    }
    channel.closed = !open.containsValue(channel);
  }

  List<String> names() {
    return open.values().stream().map(channel -> channel.name).toList();
  }

  SimulatedChannel named(String name) {
    return open.values().stream()
        .filter(channel -> channel.name.equals(name))
        .findFirst()
        .orElseThrow();
  }
}
