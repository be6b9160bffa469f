package org.masterless.supervisor.standin;

import java.util.ArrayList;
import java.util.List;
import org.masterless.supervisor.HandleProtocol;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Numbers;
import org.masterless.system.Octets;
import org.masterless.system.PollSet;
import org.masterless.system.Sockets;

/** The supervisors that run, each at the other end of a connection to the handle socket. */
final class Supervisors {
  private static final int MOST = 1000;
  private static final int MOST_PROCESSES = 1_000_000;
  private static final int MOST_PACKETS = 16;
  private static final long RETRY = 1000;

  /** Supervisors that weren't connected try once a second. */
  private static final long LATECOMERS = 5000;

  private static final class Link {
    final int descriptor;
    final int pid;
    int pollIndex = -1;
    int busy;
    int total;

    Link(int descriptor, int pid) {
      this.descriptor = descriptor;
      this.pid = pid;
    }
  }

  private final Files files;
  private final Sockets sockets;
  private final int mailOwner;
  private final Sockets.Peer peer = new Sockets.Peer();
  private final List<Link> links = new ArrayList<>();
  private long nextAccept;
  private long reloadsUntil = Long.MIN_VALUE;
  private int listener = -1;
  private int listenerIndex = -1;

  /** {@code mailOwner} is whose supervisors there are, beside root's. */
  Supervisors(Files files, Sockets sockets, int mailOwner) {
    this.files = files;
    this.sockets = sockets;
    this.mailOwner = mailOwner;
  }

  /** Makes the handle socket anew; answers 0 or {@code -errno}. */
  int listen(String path) {
    int answer = files.unlink(path);
    if (answer < 0 && answer != -Errno.ENOENT) {
      return answer;
    }
    listener = sockets.listenUnix(path, Sockets.SEQPACKET, MOST);
    return listener < 0 ? listener : files.chmod(path, 0660);
  }

  void addTo(PollSet set, long now) {
    boolean accepts = links.size() < MOST && now >= nextAccept;
    listenerIndex = accepts ? set.add(listener, PollSet.READABLE) : -1;
    for (Link link : links) {
      link.pollIndex = set.add(link.descriptor, PollSet.READABLE);
    }
  }

  /** Takes in what the poll found: new supervisors, reports, and who is gone. */
  void proceed(PollSet set, long now) {
    List<Link> known = new ArrayList<>(links);
    for (Link link : known) {
      if (set.isReady(link.pollIndex) && !listenTo(link)) {
        files.close(link.descriptor);
        links.remove(link);
      }
      link.pollIndex = -1;
    }
    if (set.isReady(listenerIndex)) {
      accept(now);
    }
  }

  /** Without a free descriptor it would be asked for again and again. */
  private void accept(long now) {
    int connection = sockets.accept(listener);
    if (connection < 0) {
      nextAccept = now + RETRY;
    } else if (isSupervisors(connection)) {
      closeAllOf(peer.pid());
      links.add(new Link(connection, peer.pid()));
      if (now < reloadsUntil) {
        send(connection, HandleProtocol.RELOAD);
      }
    } else {
      files.close(connection);
    }
  }

  /** Leaves in {@link #peer} whose connection it is. */
  private boolean isSupervisors(int connection) {
    return sockets.peer(connection, peer) >= 0 && (peer.uid() == 0 || peer.uid() == mailOwner);
  }

  /** A supervisor has one connection: a hacked daemon can't take up those of all others. */
  private void closeAllOf(int pid) {
    List<Link> known = new ArrayList<>(links);
    for (Link link : known) {
      if (link.pid == pid) {
        files.close(link.descriptor);
        links.remove(link);
      }
    }
  }

  /** When {@link #addTo} would wait for more than before. */
  long nextDeadline(long now) {
    return nextAccept > now ? nextAccept : Long.MAX_VALUE;
  }

  /** Has all reload, those too that a new stand-in hasn't met yet. */
  void reload(long now) {
    order(HandleProtocol.RELOAD);
    reloadsUntil = now + LATECOMERS;
  }

  /** Sends one of {@link HandleProtocol}'s orders to all. */
  void order(int order) {
    for (Link link : links) {
      send(link.descriptor, order);
    }
  }

  private void send(int descriptor, int order) {
    byte[] packet = {(byte) order};
    sockets.send(descriptor, packet, packet.length);
  }

  boolean isEmpty() {
    return links.isEmpty();
  }

  /** For {@code STATUS=}. */
  String summary() {
    int busy = 0;
    int total = 0;
    for (Link link : links) {
      busy += link.busy;
      total += link.total;
    }
    return links.size()
        + " services running, "
        + busy
        + " processes busy, "
        + (total - busy)
        + " idle";
  }

  /** Reads a link's reports, as many as is fair; answers whether it is still there. */
  private boolean listenTo(Link link) {
    byte[] packet = new byte[HandleProtocol.LONGEST_REPORT];
    int length = 1;
    for (int i = 0; i < MOST_PACKETS && length > 0; i++) {
      length = files.read(link.descriptor, packet, 0, packet.length);
      if (length > 0) {
        note(link, Octets.text(packet, 0, length));
      }
    }
    return length > 0 || length == -Errno.EAGAIN || length == -Errno.EINTR;
  }

  /** What is no report is no news: the peer may be a hacked daemon of the same uid. */
  private static void note(Link link, String report) {
    int blank = Math.max(0, report.indexOf(' '));
    int busy = Numbers.parse(report.substring(0, blank), MOST_PROCESSES);
    int total =
        Numbers.parse(report.substring(Math.min(blank + 1, report.length())), MOST_PROCESSES);
    if (busy != Numbers.NONE && total != Numbers.NONE && busy <= total) {
      link.busy = busy;
      link.total = total;
    }
  }
}
