package org.masterless.supervisor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.masterless.system.Errno;
import org.masterless.system.Octets;
import org.masterless.system.Sockets;

/** Servers on AF_UNIX paths, of which systemd with its socket {@code @notify} is one. */
public final class SimulatedSockets implements Sockets {
  public final List<String> notified = new ArrayList<>();

  /** Set to {@code -errno} to make what it names fail. */
  public int notifyAnswer;

  int pairAnswer;
  public int acceptAnswer;

  /** Who connects next; each has a pid of its own unless a test says otherwise. */
  public int peerPid = 1000;

  public int peerUid;

  private final Map<String, Deque<SimulatedChannel>> servers = new TreeMap<>();
  private final OpenChannels channels;

  SimulatedSockets(OpenChannels channels) {
    this.channels = channels;
  }

  void serve(String path) {
    servers.put(path, new ArrayDeque<>());
  }

  Deque<SimulatedChannel> connections(String path) {
    return servers.getOrDefault(path, new ArrayDeque<>());
  }

  @Override
  public boolean isListening(int descriptor) {
    return true;
  }

  @Override
  public String hostName() {
    return "";
  }

  @Override
  public int pair(int[] into) {
    if (pairAnswer == 0) {
      channels.connect("status", into);
    }
    return pairAnswer;
  }

  @Override
  public int connectUnix(String path, int type) {
    Deque<SimulatedChannel> server = servers.get(path);
    if (path.equals("@notify")) {
      return channels.install(new SimulatedChannel(path));
    }
    if (server == null) {
      return -Errno.ECONNREFUSED;
    }
    SimulatedChannel ours = new SimulatedChannel(path);
    ours.peer = new SimulatedChannel(path + " served");
    ours.peer.peer = ours;
    server.add(ours.peer);
    return channels.install(ours);
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
    return channels.install(new SimulatedChannel(path));
  }

  @Override
  public int accept(int listener) {
    if (acceptAnswer < 0) {
      return acceptAnswer;
    }
    channels.lookUp(listener).inbox.poll();
    int[] ends = channels.connect("connection", new int[2]);
    servers.computeIfAbsent("accepted", path -> new ArrayDeque<>()).add(channels.lookUp(ends[1]));
    return ends[0];
  }

  @Override
  public int peer(int descriptor, Peer into) {
    into.set(peerPid++, peerUid);
    return 0;
  }

  @Override
  public int send(int descriptor, byte[] data, int length) {
    SimulatedChannel channel = channels.lookUp(descriptor);
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
    channels.lookUp(descriptor).peer.inbox.add(new byte[1]);
    return 1;
  }
}
