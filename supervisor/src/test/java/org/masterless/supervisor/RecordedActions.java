package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Errno;

/** {@link Actions} that only write down what was asked of them. */
final class RecordedActions implements Actions {
  record Start(int pid, int generation, boolean stress) {}

  final List<Start> starts = new ArrayList<>();
  final List<String> said = new ArrayList<>();
  int channels;
  int wakes;
  boolean forkFails;
  boolean channelFails;
  private int lastPid = 100;

  @Override
  public int spawn(int generation, boolean stress) {
    if (forkFails) {
      return -Errno.EAGAIN;
    }
    starts.add(new Start(++lastPid, generation, stress));
    return lastPid;
  }

  @Override
  public int replaceStatusChannel() {
    if (channelFails) {
      return -Errno.EMFILE;
    }
    channels++;
    return 0;
  }

  @Override
  public int wake() {
    wakes++;
    return 0;
  }

  @Override
  public void say(int priority, String text) {
    said.add("<" + priority + "> " + text);
  }

  Start last() {
    return starts.get(starts.size() - 1);
  }
}
