package org.masterless.supervisor;

import java.util.List;
import org.masterless.system.Descriptors;
import org.masterless.system.PollSet;

/** {@code poll}, in which alone time passes; who polls without it again and again fails. */
final class SimulatedDescriptors implements Descriptors {
  private static final int MOST_ROUNDS_AT_ONCE = 100;

  private final OpenChannels channels;
  private final SimulatedTime time;
  private final List<String> trace;
  private int rounds;

  SimulatedDescriptors(OpenChannels channels, SimulatedTime time, List<String> trace) {
    this.channels = channels;
    this.time = time;
    this.trace = trace;
  }

  @Override
  public int pipe(int[] into) {
    channels.connect("pipe", into);
    return 0;
  }

  @Override
  public int duplicate(int descriptor, int lowest) {
    return channels.install(
        descriptor == 2 ? new SimulatedChannel("stderr") : channels.lookUp(descriptor), lowest);
  }

  @Override
  public int setNonBlocking(int descriptor, boolean on) {
    return 0;
  }

  @Override
  public int setCloseOnExec(int descriptor) {
    return 0;
  }

  @Override
  public int closeRange(int first, int last) {
    throw new AssertionError("nothing here closes what it doesn't know");
  }

  @Override
  public int poll(PollSet set, int milliseconds) {
    trace.add("poll " + set.size() + " for " + milliseconds);
    long end = milliseconds < 0 ? Long.MAX_VALUE : time.milliseconds() + milliseconds;
    time.happen();
    int ready = mark(set);
    while (ready == 0 && time.milliseconds() < end) {
      time.passTo(end);
      rounds = 0;
      ready = mark(set);
    }
    return ready;
  }

  private int mark(PollSet set) {
    int ready = 0;
    for (int i = 0; i < set.size(); i++) {
      boolean isReady =
          set.events(i) == PollSet.WRITABLE || channels.lookUp(set.descriptor(i)).isReadable();
      set.markReady(i, isReady);
      ready += isReady ? 1 : 0;
    }
    rounds++;
    if (rounds > MOST_ROUNDS_AT_ONCE) {
      throw new AssertionError("polls for ever at " + time.elapsed() + " ms: " + trace);
    }
    return ready;
  }
}
