package org.masterless.lmtpdeliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Confinement;
import org.masterless.system.Descriptors;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Folders;
import org.masterless.system.JvmFiles;
import org.masterless.system.Log;
import org.masterless.system.NoIdentities;
import org.masterless.system.PasswdEntry;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/** Who may connect, while users can't be looked up and when they can. */
class PeersTest {
  private static final int FRONT = 990;

  @TempDir Path folder;

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /** For everybody; else it is 0, who is there. */
  private int lookUpAnswer;

  private int lookUps;
  private long now;
  private Log log;
  private Calls calls;

  private final class Machine extends NoIdentities {
    @Override
    public int find(String user, PasswdEntry into) {
      lookUps++;
      boolean isThere = lookUpAnswer == 0 && user.equals("front");
      into.set(user, isThere ? FRONT : -1, FRONT, "/");
      return isThere ? 1 : lookUpAnswer;
    }
  }

  @BeforeEach
  void makeCalls() {
    JvmFiles files =
        new JvmFiles(
            folder, new ByteArrayInputStream(new byte[0]), System.out, new PrintStream(errors));
    log = Log.of(files, new Environment(List.of()), "test");
    calls =
        new Calls(
            files,
            Unexpected.of(Folders.class),
            Unexpected.of(Descriptors.class),
            sockets(),
            Unexpected.of(Processes.class),
            Unexpected.of(Signals.class),
            new Machine(),
            Unexpected.of(Confinement.class),
            clock());
  }

  /** A connection's descriptor is the uid at its other end. */
  private static Sockets sockets() {
    return (Sockets)
        Proxy.newProxyInstance(
            Sockets.class.getClassLoader(),
            new Class<?>[] {Sockets.class},
            (proxy, method, arguments) -> {
              ((Sockets.Peer) arguments[1]).set(1, (int) arguments[0]);
              return 0;
            });
  }

  private Clock clock() {
    return (Clock)
        Proxy.newProxyInstance(
            Clock.class.getClassLoader(),
            new Class<?>[] {Clock.class},
            (proxy, method, arguments) -> now);
  }

  private String errors() {
    return errors.toString(UTF_8);
  }

  @Test
  void uidsAndNamesMayConnectAndNobodyElse() {
    Peers peers = Peers.of(calls, log, List.of("77", "front"));
    assertThat(peers.include(77)).isTrue();
    assertThat(peers.include(FRONT)).isTrue();
    assertThat(errors()).isEmpty();
    assertThat(peers.include(0)).isFalse();
    assertThat(errors()).contains("refused a connection from uid 0");
    assertThat(lookUps).isEqualTo(1);
  }

  @Test
  void whoCannotBeLookedUpIsToldFromWhoIsNotThere() {
    Peers.of(calls, log, List.of("front", "back"));
    assertThat(errors()).contains("option --peers: there is no user back; not letting");
    errors.reset();
    lookUpAnswer = -Errno.ECONNREFUSED;
    Peers.of(calls, log, List.of("front"));
    assertThat(errors()).contains("option --peers: cannot look up user front: Connection refused;");
  }

  @Test
  void whoCouldNotBeLookedUpMayConnectAsSoonAsThatCanBeDone() {
    lookUpAnswer = -Errno.ECONNREFUSED;
    Peers peers = Peers.of(calls, log, List.of("front"));
    assertThat(peers.include(FRONT)).isFalse();
    lookUpAnswer = 0;
    now += 6000;
    assertThat(peers.include(FRONT)).isTrue();
    assertThat(peers.include(FRONT)).isTrue();
    assertThat(lookUps).isEqualTo(2);
  }

  @Test
  void strangersDoNotCostALookUpEach() {
    lookUpAnswer = -Errno.ECONNREFUSED;
    Peers peers = Peers.of(calls, log, List.of("front"));
    for (int i = 0; i < 100; i++) {
      now += 100;
      assertThat(peers.include(1000)).isFalse();
    }
    assertThat(lookUps).isEqualTo(3);
    assertThat(errors().lines().filter(line -> line.contains("cannot look up"))).hasSize(1);
  }

  /** A machine without our front needs no user for it, and no warning. */
  @Test
  void ofTheDefaultOnlyFailuresAreTold() {
    Peers.of(calls, log, List.of());
    assertThat(errors()).isEmpty();
    lookUpAnswer = -Errno.ECONNREFUSED;
    Peers.of(calls, log, List.of());
    assertThat(errors()).contains("cannot look up user root").contains("masterless-lmtp");
  }
}
