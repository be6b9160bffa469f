package org.masterless.system;

/** The kernel's calls on sockets; all new ones are close-on-exec. */
public interface Sockets {
  int STREAM = 1;
  int DATAGRAM = 2;
  int SEQPACKET = 5;

  /** A connected AF_UNIX stream pair, blocking, as master(8) makes its status channel. */
  int pair(int[] into);

  /**
   * Connects to the AF_UNIX socket {@code path}; a leading {@code @} means the abstract name space.
   *
   * @return a non-blocking descriptor, or {@code -errno}; {@code -EAGAIN} when its backlog is full
   */
  int connectUnix(String path, int type);

  /**
   * Starts to connect to a listener of this machine, as getsockname(2) named it ({@link
   * #localName}); a wildcard address becomes the loopback address of its family.
   *
   * @return a non-blocking descriptor, connected or about to be, or {@code -errno}
   */
  int connectToListener(byte[] name, int length);

  /** getsockname(2): the length of what is in {@code into}, or {@code -errno}. */
  int localName(int descriptor, byte[] into);

  /** Listens on a new AF_UNIX socket, non-blocking; the umask decides the mode of its file. */
  int listenUnix(String path, int type, int backlog);

  /** Accepts a connection, non-blocking. */
  int accept(int listener);

  /** Whether a socket accepts connections, where it may be one itself (SO_ACCEPTCONN). */
  boolean isListening(int descriptor);

  /** gethostname(2); empty when it can't be had. */
  String hostName();

  /**
   * Who was at the other end of an AF_UNIX connection when it was made (SO_PEERCRED, unix(7));
   * answers 0 or {@code -errno}.
   */
  int peer(int descriptor, Peer into);

  /** A process that connected. */
  final class Peer {
    int pid;
    int uid;

    /** For stand-ins of the kernel. */
    public void set(int peerPid, int peerUid) {
      pid = peerPid;
      uid = peerUid;
    }

    /** 0 where it lies outside our pid name space. */
    public int pid() {
      return pid;
    }

    public int uid() {
      return uid;
    }
  }

  /** send(2) without SIGPIPE and without waiting. */
  int send(int descriptor, byte[] data, int length);

  /** Sends {@code passed} over {@code descriptor} with one data byte of 0 (SCM_RIGHTS, unix(7)). */
  int sendDescriptor(int descriptor, int passed);
}
