package org.masterless.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.masterless.system.ChildExit;
import org.masterless.system.Errno;
import org.masterless.system.Launch;
import org.masterless.system.Processes;

/** Processes that live until a test says otherwise, numbered from 101. */
final class SimulatedProcesses implements Processes {
  final List<Launch> launches = new ArrayList<>();
  private final Deque<int[]> deaths = new ArrayDeque<>();
  private final List<String> trace;
  private int alive;
  private int lastPid = 100;

  SimulatedProcesses(List<String> trace) {
    this.trace = trace;
  }

  void ended(int pid, int status) {
    alive--;
    deaths.add(new int[] {pid, status});
  }

  void orphaned() {
    alive++;
  }

  Launch last() {
    return launches.get(launches.size() - 1);
  }

  @Override
  public int pid() {
    return 100;
  }

  @Override
  public int parent() {
    return 1;
  }

  @Override
  public int spawn(Launch launch) {
    launches.add(launch);
    alive++;
    trace.add("spawn " + (lastPid + 1));
    return ++lastPid;
  }

  @Override
  public int reap(ChildExit into) {
    Optional<int[]> death = Optional.ofNullable(deaths.poll());
    if (death.isEmpty()) {
      return alive > 0 ? 0 : -Errno.ECHILD;
    }
    trace.add("reap " + death.get()[0]);
    into.setExited(death.get()[1]);
    return death.get()[0];
  }

  @Override
  public int fork() {
    return -Errno.ENOSYS;
  }

  @Override
  public int signal(int pid, int signal) {
    trace.add("kill " + pid + " " + signal);
    return 0;
  }

  @Override
  public int spawnLeader(Launch launch) {
    return -Errno.ENOSYS;
  }

  @Override
  public int signalGroup(int leader, int signal) {
    return -Errno.ENOSYS;
  }

  @Override
  public int dieAfter(int milliseconds) {
    return -Errno.ENOSYS;
  }

  @Override
  public int limitOfUser(int most) {
    return -Errno.ENOSYS;
  }

  @Override
  public int adoptOrphans() {
    return 0;
  }

  @Override
  public int chdir(String folder) {
    return -Errno.ENOENT;
  }

  @Override
  public int umask(int mask) {
    return 0;
  }

  @Override
  public void exit(int status) {
    throw new AssertionError("exit " + status);
  }
}
