package org.masterless.system;

/** {@link Sockets} as the kernel does them. */
final class SocketChecks {
  private static final Files FILES = Kernel.files();
  private static final Sockets SOCKETS = Kernel.sockets();
  private static final int ENOTSOCK = 88;
  private static final byte[] HELLO = {'h', 'i'};

  private SocketChecks() {}

  static void run(Checks checks, String folder) {
    pair(checks);
    listener(checks, folder + "/socket");
    names(checks);
    passing(checks);
    notifier(checks, folder + "/notify");
  }

  private static void pair(Checks checks) {
    int[] pair = new int[2];
    checks.equal("socketpair", SOCKETS.pair(pair), 0);
    checks.equal("socketpair into too little", SOCKETS.pair(new int[1]), -Errno.EINVAL);
    checks.equal("send", SOCKETS.send(pair[0], HELLO, 2), 2);
    checks.equal("send past an array", SOCKETS.send(pair[0], HELLO, 3), -Errno.EINVAL);
    checks.equal("receive", FILES.read(pair[1], new byte[9], 0, 9), 2);
    FILES.close(pair[1]);
    checks.equal("send to nobody", SOCKETS.send(pair[0], HELLO, 2), -Errno.EPIPE);
    FILES.close(pair[0]);
  }

  private static void listener(Checks checks, String path) {
    checks.equal("connect to nothing", SOCKETS.connectUnix(path, Sockets.STREAM), -Errno.ENOENT);
    int listener = SOCKETS.listenUnix(path, Sockets.SEQPACKET, 5);
    checks.atLeast("listen", listener, 3);
    checks.equal("listen again", SOCKETS.listenUnix(path, Sockets.SEQPACKET, 5), -Errno.EADDRINUSE);
    checks.isTrue("it listens", SOCKETS.isListening(listener));
    checks.equal("accept nobody", SOCKETS.accept(listener), -Errno.EAGAIN);
    int client = SOCKETS.connectUnix(path, Sockets.SEQPACKET);
    checks.atLeast("connect", client, 3);
    int server = SOCKETS.accept(listener);
    checks.atLeast("accept", server, 3);
    checks.isTrue("a connection doesn't listen", !SOCKETS.isListening(server));
    checks.isTrue("nothing doesn't either", !SOCKETS.isListening(-1));
    peers(checks, server);
    SOCKETS.send(client, HELLO, 2);
    checks.equal("a packet arrives", FILES.read(server, new byte[9], 0, 9), 2);
    checks.equal("and no other", FILES.read(server, new byte[9], 0, 9), -Errno.EAGAIN);
    byte[] name = new byte[128];
    int length = SOCKETS.localName(listener, name);
    checks.equal("its name is a family, the path and NUL", length, 2 + path.length() + 1);
    FILES.close(listener);
    checks.equal(
        "connect when it is gone",
        SOCKETS.connectUnix(path, Sockets.SEQPACKET),
        -Errno.ECONNREFUSED);
    checks.equal("accept at nothing", SOCKETS.accept(listener), -Errno.EBADF);
    FILES.close(client);
    FILES.close(server);
  }

  private static void peers(Checks checks, int server) {
    Sockets.Peer peer = new Sockets.Peer();
    checks.equal("who connected", SOCKETS.peer(server, peer), 0);
    checks.equal("it is this process", peer.pid(), Kernel.processes().pid());
    checks.equal("and its user", peer.uid(), Kernel.identities().effectiveUid());
    checks.equal("the peer of no socket", SOCKETS.peer(0, peer), -ENOTSOCK);
  }

  private static void names(Checks checks) {
    String secret = "@masterless self-test " + Kernel.processes().pid();
    int listener = SOCKETS.listenUnix(secret, Sockets.STREAM, 1);
    checks.atLeast("listen in the abstract name space", listener, 3);
    byte[] name = new byte[128];
    int length = SOCKETS.localName(listener, name);
    int client = SOCKETS.connectToListener(name, length);
    checks.atLeast("connect to a listener by its name", client, 3);
    FILES.close(client);
    FILES.close(listener);
    checks.isTrue("this host has a name", !SOCKETS.hostName().isEmpty());
    checks.equal("the name of no socket", SOCKETS.localName(0, name), -ENOTSOCK);
    checks.equal("no name", SOCKETS.connectToListener(name, 1), -Errno.EINVAL);
    byte[] nobody = {SocketAddress.AF_INET, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    int refused = SOCKETS.connectToListener(nobody, 16);
    checks.atLeast("begin to connect to a port of nobody's", refused, 3);
    PollSet set = new PollSet();
    set.add(refused, PollSet.WRITABLE);
    checks.equal("it doesn't take long", Kernel.descriptors().poll(set, 10_000), 1);
    checks.equal("it is refused", SOCKETS.send(refused, HELLO, 2), -Errno.ECONNREFUSED);
    FILES.close(refused);
    checks.equal("the wildcard became the loopback address", nobody[4], 127);
    String longest = "/" + "x".repeat(106);
    checks.equal("the longest path", SOCKETS.connectUnix(longest, Sockets.STREAM), -Errno.ENOENT);
    checks.equal(
        "a path that is too long",
        SOCKETS.connectUnix(longest + "x", Sockets.STREAM),
        -Errno.ENAMETOOLONG);
    checks.equal(
        "listening at it",
        SOCKETS.listenUnix(longest + "x", Sockets.STREAM, 1),
        -Errno.ENAMETOOLONG);
  }

  /** What was sent stays open until it is received or dropped with the socket. */
  private static void passing(Checks checks) {
    int[] pair = new int[2];
    int[] pipe = new int[2];
    SOCKETS.pair(pair);
    Kernel.descriptors().pipe(pipe);
    checks.equal("send a descriptor", SOCKETS.sendDescriptor(pair[0], pipe[1]), 1);
    FILES.close(pipe[1]);
    checks.equal("it is on its way", FILES.read(pipe[0], new byte[1], 0, 1), -Errno.EAGAIN);
    FILES.close(pair[1]);
    checks.equal("it is dropped", FILES.read(pipe[0], new byte[1], 0, 1), 0);
    checks.equal("send nothing", SOCKETS.sendDescriptor(pair[0], -1), -Errno.EBADF);
    FILES.close(pair[0]);
    FILES.close(pipe[0]);
  }

  private static void notifier(Checks checks, String path) {
    Environment environment = new Environment(java.util.List.of("NOTIFY_SOCKET=" + path));
    Notifier notifier = new Notifier(FILES, SOCKETS, environment);
    checks.equal("notify nobody", notifier.send("READY=1"), -Errno.ENOENT);
    Notifier none = new Notifier(FILES, SOCKETS, new Environment(java.util.List.of()));
    checks.equal("not asked to notify", none.send("READY=1"), 0);
  }
}
