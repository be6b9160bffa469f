package org.masterless.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masterless.system.Calls;
import org.masterless.system.ChildExit;
import org.masterless.system.Clock;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.Launch;
import org.masterless.system.LittleEndian;
import org.masterless.system.NoConfinement;
import org.masterless.system.NoFiles;
import org.masterless.system.NoIdentities;
import org.masterless.system.Octets;
import org.masterless.system.PollSet;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/**
 * A kernel in memory whose time passes only while somebody waits in {@code poll}, so that a loop's
 * hours take no time and its order can be seen.
 *
 * <p>A test says what happens {@link #at} which time; {@link #trace} has what the program did about
 * it. A program that polls again and again without time passing fails the test.
 */
public final class SimulatedKernel {
  private static final int MOST_ROUNDS_AT_ONCE = 100;

  /** What a descriptor leads to. */
  public static final class Channel {
    public final Deque<byte[]> inbox = new ArrayDeque<>();
    final String name;
    public Channel peer = this;
    public boolean closed;

    Channel(String name) {
      this.name = name;
    }

    boolean isReadable() {
      return !inbox.isEmpty() || (peer != this && peer.closed);
    }
  }

  /** What the program did, a line each: {@code poll}, {@code spawn}, {@code read} … */
  public final List<String> trace = new ArrayList<>();

  public final List<String> notified = new ArrayList<>();
  public final StringBuilder standardError = new StringBuilder();
  final List<Launch> launches = new ArrayList<>();
  private final Map<String, Deque<Channel>> servers = new TreeMap<>();

  /** Set to {@code -errno} to make what it names fail. */
  public int notifyAnswer;

  int pairAnswer;
  public int acceptAnswer;

  /** Who connects next; each has a pid of its own unless a test says otherwise. */
  public int peerPid = 1000;

  public int peerUid;

  private final TreeMap<Long, List<Runnable>> future = new TreeMap<>();
  private final TreeMap<Integer, Channel> open = new TreeMap<>();
  private final Deque<int[]> deaths = new ArrayDeque<>();
  private final Channel signalQueue = new Channel("signals");
  private int alive;
  private int lastPid = 100;
  private int lastSender = 1;
  private int rounds;
  private long now = 1000;

  public Calls calls() {
    return new Calls(
        new Files(),
        new Polls(),
        new Connections(),
        new Children(),
        new SignalSource(),
        new NoIdentities(),
        new NoConfinement(),
        new Time());
  }

  /** Something happens {@code milliseconds} after the start. */
  public SimulatedKernel at(long milliseconds, Runnable event) {
    future.computeIfAbsent(1000 + milliseconds, time -> new ArrayList<>()).add(event);
    return this;
  }

  /** Milliseconds since the start. */
  public long elapsed() {
    return now - 1000;
  }

  /** Opens {@code descriptor} as systemd would pass it. */
  public Channel pass(int descriptor, String name) {
    Channel channel = new Channel(name);
    open.put(descriptor, channel);
    return channel;
  }

  public void raise(int signal, int sender) {
    lastSender = sender;
    signalQueue.inbox.add(new byte[] {(byte) signal});
  }

  /** A server on the AF_UNIX socket {@code path}; connections to it come in there. */
  public void serve(String path) {
    servers.put(path, new ArrayDeque<>());
  }

  /** The serving ends of the connections to {@code path} so far, oldest first. */
  public Deque<Channel> connections(String path) {
    return servers.getOrDefault(path, new ArrayDeque<>());
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

  Channel statusEnd() {
    return lookUp(launches.get(launches.size() - 1).descriptors().get(5));
  }

  void exit(int pid, int status) {
    alive--;
    deaths.add(new int[] {pid, status});
    raise(Signals.SIGCHLD, pid);
  }

  /** A process that is a descendant, but no child, becomes ours. */
  void orphan() {
    alive++;
  }

  public List<String> openChannels() {
    return open.values().stream().map(channel -> channel.name).toList();
  }

  /** What waits at the listening socket {@code path}: a byte array per client. */
  public Deque<byte[]> inboxOf(String path) {
    return open.values().stream()
        .filter(channel -> channel.name.equals(path))
        .findFirst()
        .orElseThrow()
        .inbox;
  }

  Channel lookUp(int descriptor) {
    Channel channel = open.get(descriptor);
    if (channel == null) {
      throw new AssertionError("descriptor " + descriptor + " is not open");
    }
    return channel;
  }

  private int install(Channel channel, int lowest) {
    int descriptor = lowest;
    while (open.containsKey(descriptor)) {
      descriptor++;
    }
    open.put(descriptor, channel);
    return descriptor;
  }

  private int[] connect(String name, int[] into) {
    Channel first = new Channel(name);
    Channel second = new Channel(name);
    first.peer = second;
    second.peer = first;
    into[0] = install(first, 3);
    into[1] = install(second, 3);
    return into;
  }

  private final class Files extends NoFiles {
    @Override
    public int open(String path, int flags, int mode) {
      return install(new Channel(path), 3);
    }

    @Override
    public int close(int descriptor) {
      Channel channel = open.remove(descriptor);
      if (channel == null) {
        throw new AssertionError("closed twice: " + descriptor);
      }
      channel.closed = !open.containsValue(channel);
      return 0;
    }

    @Override
    public int read(int descriptor, byte[] into, int offset, int length) {
      Channel channel = lookUp(descriptor);
      byte[] packet = channel.inbox.poll();
      if (packet == null) {
        return channel.peer != channel && channel.peer.closed ? 0 : -Errno.EAGAIN;
      }
      trace.add("read " + channel.name);
      int count = Math.min(length, packet.length);
      System.arraycopy(packet, 0, into, offset, count);
      return count;
    }

    @Override
    public int write(int descriptor, byte[] from, int offset, int length) {
      String text = Octets.text(from, offset, length);
      if (descriptor == 2) {
        standardError.append(text);
      } else {
        lookUp(descriptor).peer.inbox.add(Octets.bytes(text));
      }
      return length;
    }

    @Override
    public int unlink(String path) {
      return 0;
    }

    @Override
    public int chmod(String path, int mode) {
      return 0;
    }
  }

  private final class Polls implements Descriptors {
    @Override
    public int pipe(int[] into) {
      connect("pipe", into);
      return 0;
    }

    @Override
    public int duplicate(int descriptor, int lowest) {
      return install(descriptor == 2 ? new Channel("stderr") : lookUp(descriptor), lowest);
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
    public int poll(PollSet set, int milliseconds) {
      trace.add("poll " + set.size() + " for " + milliseconds);
      long end = milliseconds < 0 ? Long.MAX_VALUE : now + milliseconds;
      happen();
      int ready = mark(set);
      while (ready == 0 && now < end) {
        passTo(end);
        ready = mark(set);
      }
      return ready;
    }

    private int mark(PollSet set) {
      int ready = 0;
      for (int i = 0; i < set.size(); i++) {
        boolean isReady =
            set.events(i) == PollSet.WRITABLE || lookUp(set.descriptor(i)).isReadable();
        set.markReady(i, isReady);
        ready += isReady ? 1 : 0;
      }
      rounds++;
      if (rounds > MOST_ROUNDS_AT_ONCE) {
        throw new AssertionError("polls for ever at " + elapsed() + " ms: " + trace);
      }
      return ready;
    }

    private void passTo(long end) {
      long next = future.isEmpty() ? end : Math.min(end, future.firstKey());
      if (next == Long.MAX_VALUE) {
        throw new AssertionError("waits for ever from " + elapsed() + " ms on");
      }
      rounds = 0;
      now = next;
      happen();
    }

    private void happen() {
      while (!future.isEmpty() && future.firstKey() <= now) {
        future.pollFirstEntry().getValue().forEach(Runnable::run);
      }
    }
  }

  private final class Connections implements Sockets {
    @Override
    public int pair(int[] into) {
      if (pairAnswer == 0) {
        connect("status", into);
      }
      return pairAnswer;
    }

    @Override
    public int connectUnix(String path, int type) {
      Deque<Channel> server = servers.get(path);
      if (path.equals("@notify")) {
        return install(new Channel(path), 3);
      }
      if (server == null) {
        return -Errno.ECONNREFUSED;
      }
      Channel ours = new Channel(path);
      ours.peer = new Channel(path + " served");
      ours.peer.peer = ours;
      server.add(ours.peer);
      return install(ours, 3);
    }

    @Override
    public int connectToListener(byte[] name, int length) {
      return -Errno.ECONNREFUSED;
    }

    @Override
    public int localName(int descriptor, byte[] into) {
      return 16;
    }

    @Override
    public int listenUnix(String path, int type, int backlog) {
      return install(new Channel(path), 3);
    }

    @Override
    public int accept(int listener) {
      if (acceptAnswer < 0) {
        return acceptAnswer;
      }
      lookUp(listener).inbox.poll();
      int[] ends = connect("connection", new int[2]);
      servers.computeIfAbsent("accepted", path -> new ArrayDeque<>()).add(lookUp(ends[1]));
      return ends[0];
    }

    @Override
    public int peer(int descriptor, Peer into) {
      into.set(peerPid++, peerUid);
      return 0;
    }

    @Override
    public int send(int descriptor, byte[] data, int length) {
      Channel channel = lookUp(descriptor);
      if (channel.name.equals("@notify")) {
        if (notifyAnswer == 0) {
          notified.add(Octets.text(data, 0, length));
        }
        return notifyAnswer == 0 ? length : notifyAnswer;
      }
      channel.peer.inbox.add(Octets.bytes(Octets.text(data, 0, length)));
      return length;
    }

    @Override
    public int sendDescriptor(int descriptor, int passed) {
      lookUp(descriptor).peer.inbox.add(new byte[1]);
      return 1;
    }
  }

  private final class Children implements Processes {
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
    public int signal(int pid, int signal) {
      trace.add("kill " + pid + " " + signal);
      return 0;
    }

    @Override
    public int adoptOrphans() {
      return 0;
    }

    @Override
    public void exit(int status) {
      throw new AssertionError("exit " + status);
    }
  }

  private final class SignalSource implements Signals {
    @Override
    public int open(int... signals) {
      return install(signalQueue, 3);
    }

    @Override
    public int next(int descriptor, Sender into) {
      byte[] signal = signalQueue.inbox.poll();
      into.set(lastSender);
      return signal == null ? -Errno.EAGAIN : signal[0];
    }
  }

  private final class Time implements Clock {
    @Override
    public long milliseconds() {
      return now;
    }

    @Override
    public long microseconds() {
      return now * 1000;
    }
  }
}
