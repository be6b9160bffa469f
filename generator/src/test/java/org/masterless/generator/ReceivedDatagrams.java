package org.masterless.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Errno;
import org.masterless.system.Sockets;

/** Sockets in the kernel's place: one path has a listener, and all that it is sent is kept. */
final class ReceivedDatagrams {
  private static final int DESCRIPTOR = 99;

  private final String path;
  private final List<String> received = new ArrayList<>();

  ReceivedDatagrams(String path) {
    this.path = path;
  }

  /** Nobody listens anywhere. */
  static Sockets none() {
    return new ReceivedDatagrams("").sockets();
  }

  List<String> all() {
    return received;
  }

  Sockets sockets() {
    return (Sockets)
        Proxy.newProxyInstance(
            Sockets.class.getClassLoader(),
            new Class<?>[] {Sockets.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "connectUnix" -> connect((String) arguments[0], (int) arguments[1]);
                  case "send" ->
                      send((int) arguments[0], (byte[]) arguments[1], (int) arguments[2]);
                  default -> throw new AssertionError("unexpected " + method);
                });
  }

  private int connect(String to, int type) {
    return to.equals(path) && type == Sockets.DATAGRAM ? DESCRIPTOR : -Errno.ENOENT;
  }

  private int send(int descriptor, byte[] data, int length) {
    if (descriptor != DESCRIPTOR) {
      return -Errno.EBADF;
    }
    received.add(new String(data, 0, length, ISO_8859_1));
    return length;
  }
}
