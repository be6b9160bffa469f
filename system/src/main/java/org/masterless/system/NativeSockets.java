package org.masterless.system;

import org.teavm.interop.Address;

/**
 * {@link Sockets} as the kernel does them.
 *
 * <p>An address that glibc declares as one of several structures takes no pointer of another type:
 * it is passed by way of a {@code long}, as an untyped one.
 */
final class NativeSockets implements Sockets {
  private static final int SOCK_NONBLOCK = 04000;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;
  private static final int SO_ACCEPTCONN = 30;
  private static final int HOST_NAME_SIZE = 256;
  private static final int SCM_RIGHTS = 1;

  /** struct ucred: pid, uid, gid. */
  private static final int CREDENTIALS_SIZE = 12;

  private static final int CONTROL_SIZE = 24;
  private static final int CONTROL_LENGTH = 20;

  @Override
  public int pair(int[] into) {
    return into.length < 2
        ? -Errno.EINVAL
        : Kernel.checked(
            Libc.socketpair(SocketAddress.AF_UNIX, STREAM | SOCK_CLOEXEC, 0, Address.ofData(into)));
  }

  @Override
  public int connectUnix(String path, int type) {
    if (!SocketAddress.fits(path)) {
      return -Errno.ENAMETOOLONG;
    }
    byte[] address = SocketAddress.unix(path);
    return connect(type, address, address.length);
  }

  @Override
  public int connectToListener(byte[] name, int length) {
    if (length < 2 || length > name.length) {
      return -Errno.EINVAL;
    }
    SocketAddress.wildcardToLoopback(name);
    return connect(STREAM, name, length);
  }

  private static int connect(int type, byte[] address, int length) {
    int socket =
        Kernel.checked(
            Libc.socket(SocketAddress.family(address), type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket < 0) {
      return socket;
    }
    int answer =
        Kernel.checked(
            Libc.connect(socket, Address.fromLong(Address.ofData(address).toLong()), length));
    if (answer < 0 && answer != -Errno.EINPROGRESS) {
      Libc.close(socket);
      return answer;
    }
    return socket;
  }

  @Override
  public int localName(int descriptor, byte[] into) {
    int[] length = {into.length};
    int answer =
        Kernel.checked(
            Libc.getsockname(
                descriptor,
                Address.fromLong(Address.ofData(into).toLong()),
                Address.ofData(length)));
    return answer < 0 ? answer : Math.min(length[0], into.length);
  }

  @Override
  public int listenUnix(String path, int type, int backlog) {
    if (!SocketAddress.fits(path)) {
      return -Errno.ENAMETOOLONG;
    }
    byte[] address = SocketAddress.unix(path);
    int socket =
        Kernel.checked(Libc.socket(SocketAddress.AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket < 0) {
      return socket;
    }
    int answer =
        Kernel.checked(
            Libc.bind(socket, Address.fromLong(Address.ofData(address).toLong()), address.length));
    if (answer == 0) {
      answer = Kernel.checked(Libc.listen(socket, backlog));
    }
    if (answer < 0) {
      Libc.close(socket);
      return answer;
    }
    return socket;
  }

  @Override
  public int accept(int listener) {
    return Kernel.checked(
        Libc.accept4(
            listener, Address.fromLong(0), Address.fromLong(0), SOCK_NONBLOCK | SOCK_CLOEXEC));
  }

  @Override
  public int peer(int descriptor, Peer into) {
    int[] credentials = new int[CREDENTIALS_SIZE / 4];
    int[] length = {CREDENTIALS_SIZE};
    int answer =
        Kernel.checked(
            Libc.getsockopt(
                descriptor,
                SOL_SOCKET,
                SO_PEERCRED,
                Address.ofData(credentials),
                Address.ofData(length)));
    into.set(credentials[0], credentials[1]);
    return answer;
  }

  @Override
  public boolean isListening(int descriptor) {
    int[] listens = new int[1];
    int[] length = {4};
    int answer =
        Libc.getsockopt(
            descriptor, SOL_SOCKET, SO_ACCEPTCONN, Address.ofData(listens), Address.ofData(length));
    return answer == 0 && listens[0] != 0;
  }

  @Override
  public String hostName() {
    byte[] name = new byte[HOST_NAME_SIZE + 1];
    if (Libc.gethostname(Address.ofData(name), HOST_NAME_SIZE) != 0) {
      return "";
    }
    int length = 0;
    while (name[length] != 0) {
      length++;
    }
    return Octets.text(name, 0, length);
  }

  @Override
  public int send(int descriptor, byte[] data, int length) {
    if (!Ranges.fits(data, 0, length)) {
      return -Errno.EINVAL;
    }
    return Kernel.checked(
        Libc.send(descriptor, Address.ofData(data), length, MSG_DONTWAIT | MSG_NOSIGNAL));
  }

  /**
   * One struct msghdr with one iovec and one cmsghdr, in memory that the collector leaves alone
   * since they point to each other: header at 0 (56 bytes), iovec at 64, data byte at 80, control
   * at 96.
   */
  @Override
  public int sendDescriptor(int descriptor, int passed) {
    Address memory = Libc.calloc(1, 128);
    if (memory.toLong() == 0) {
      return -Errno.ENOMEM;
    }
    memory.add(16).putLong(memory.toLong() + 64);
    memory.add(24).putLong(1);
    memory.add(32).putLong(memory.toLong() + 96);
    memory.add(40).putLong(CONTROL_SIZE);
    memory.add(64).putLong(memory.toLong() + 80);
    memory.add(72).putLong(1);
    memory.add(96).putLong(CONTROL_LENGTH);
    memory.add(104).putInt(SOL_SOCKET);
    memory.add(108).putInt(SCM_RIGHTS);
    memory.add(112).putInt(passed);
    int answer = Kernel.checked(Libc.sendmsg(descriptor, memory, MSG_DONTWAIT | MSG_NOSIGNAL));
    Libc.free(memory);
    return answer;
  }
}
