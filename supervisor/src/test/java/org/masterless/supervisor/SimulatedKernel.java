package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.masterless.system.Calls;
import org.masterless.system.LittleEndian;
import org.masterless.system.NoConfinement;
import org.masterless.system.NoFolders;
import org.masterless.system.NoIdentities;
import org.masterless.system.Signals;

/**
 * A kernel in memory whose time passes only while somebody waits in {@code poll}, so that a loop's
 * hours take no time and its order can be seen.
 *
 * <p>A test says what happens {@link #at} which time; {@link #trace} has what the program did about
 * it. A program that polls again and again without time passing fails the test.
 */
public final class SimulatedKernel {
  /** What the program did, a line each: {@code poll}, {@code spawn}, {@code read} … */
  public final List<String> trace = new ArrayList<>();

  private final OpenChannels channels = new OpenChannels();
  private final SimulatedTime time = new SimulatedTime();
  private final SimulatedDescriptors descriptors = new SimulatedDescriptors(channels, time, trace);
  private final SimulatedFiles files = new SimulatedFiles(channels, trace);
  public final SimulatedSockets sockets = new SimulatedSockets(channels);
  final SimulatedProcesses processes = new SimulatedProcesses(trace);
  private final SimulatedSignals signals = new SimulatedSignals(channels);

  public Calls calls() {
    return new Calls(
        files,
        new NoFolders(),
        descriptors,
        sockets,
        processes,
        signals,
        new NoIdentities(),
        new NoConfinement(),
        time);
  }

  /** Something happens {@code milliseconds} after the start. */
  public SimulatedKernel at(long milliseconds, Runnable event) {
    time.at(milliseconds, event);
    return this;
  }

  /** Milliseconds since the start. */
  public long elapsed() {
    return time.elapsed();
  }

  /** Opens {@code descriptor} as systemd would pass it. */
  public SimulatedChannel pass(int descriptor, String name) {
    SimulatedChannel channel = new SimulatedChannel(name);
    channels.put(descriptor, channel);
    return channel;
  }

  public void raise(int signal, int sender) {
    signals.raise(signal, sender);
  }

  /** A server on the AF_UNIX socket {@code path}; connections to it come in there. */
  public void serve(String path) {
    sockets.serve(path);
  }

  /** The serving ends of the connections to {@code path} so far, oldest first. */
  public Deque<SimulatedChannel> connections(String path) {
    return sockets.connections(path);
  }

  /** A process reports on its status channel, as Postfix's daemons do. */
  void report(int pid, int generation, boolean idle) {
    byte[] report = new byte[12];
    LittleEndian.putInt32(report, 0, pid);
    LittleEndian.putInt32(report, 4, generation);
    LittleEndian.putInt32(report, 8, idle ? 1 : 0);
    sendStatus(report);
  }

  /** Any bytes on the status channel of the process that was started last. */
  void sendStatus(byte[] bytes) {
    statusEnd().peer.inbox.add(bytes);
  }

  SimulatedChannel statusEnd() {
    return lookUp(processes.last().descriptors().get(5));
  }

  void exit(int pid, int status) {
    processes.ended(pid, status);
    raise(Signals.SIGCHLD, pid);
  }

  /** A process that is a descendant, but no child, becomes ours. */
  void orphan() {
    processes.orphaned();
  }

  public String standardError() {
    return files.standardError.toString();
  }

  public List<String> openChannels() {
    return channels.names();
  }

  /** What waits at the listening socket {@code path}: a byte array per client. */
  public Deque<byte[]> inboxOf(String path) {
    return channels.named(path).inbox;
  }

  SimulatedChannel lookUp(int descriptor) {
    return channels.lookUp(descriptor);
  }
}
