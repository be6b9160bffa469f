package org.masterless.supervisor;

import java.util.List;
import org.masterless.system.Errno;
import org.masterless.system.NoFiles;
import org.masterless.system.Octets;

/** Reading and writing what is open; any path can be opened. */
final class SimulatedFiles extends NoFiles {
  final StringBuilder standardError = new StringBuilder();
  private final OpenChannels channels;
  private final List<String> trace;

  SimulatedFiles(OpenChannels channels, List<String> trace) {
    this.channels = channels;
    this.trace = trace;
  }

  @Override
  public int open(String path, int flags, int mode) {
    return channels.install(new SimulatedChannel(path));
  }

  @Override
  public int close(int descriptor) {
    channels.close(descriptor);
    return 0;
  }

  @Override
  public int read(int descriptor, byte[] into, int offset, int length) {
    SimulatedChannel channel = channels.lookUp(descriptor);
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
      channels.lookUp(descriptor).peer.inbox.add(Octets.bytes(text));
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
