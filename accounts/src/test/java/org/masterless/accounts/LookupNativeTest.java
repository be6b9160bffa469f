package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups of the native program: libc's sources, files with owners, sockets that really wait. */
class LookupNativeTest {
  private static final List<String> PLAIN = List.of("env");

  @TempDir private Path folder = Path.of("");

  private static String lookUp(String... words) throws IOException, InterruptedException {
    return NativeRun.of(PLAIN, words).output().strip();
  }

  /** What the program says when a server says this, in one piece, and then nothing more. */
  private String askServer(String greeting, String answer) throws Exception {
    Path path = folder.resolve("auth-userdb");
    ExecutorService servers = Executors.newSingleThreadExecutor();
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(path));
      Future<String> asked = servers.submit(() -> serve(listener, greeting, answer));
      String said = lookUp("userdb", path.toString(), "alice");
      if (!answer.isEmpty()) {
        assertThat(asked.get()).isEqualTo("VERSION\t1\t0\nUSER\t1\talice\tservice=lmtp\n");
      }
      return said;
    } finally {
      servers.shutdownNow();
      Files.deleteIfExists(path);
    }
  }

  private static String serve(ServerSocketChannel listener, String greeting, String answer)
      throws IOException, InterruptedException {
    try (SocketChannel client = listener.accept()) {
      client.write(StandardCharsets.ISO_8859_1.encode(greeting));
      ByteBuffer buffer = ByteBuffer.allocate(1000);
      client.read(buffer);
      String asked = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
      client.write(StandardCharsets.ISO_8859_1.encode(answer));
      // Until the client is gone.
      client.read(buffer.clear());
      return asked;
    }
  }

  @Test
  void theMachinesUsersHaveTheirIdsAndGroups() throws IOException, InterruptedException {
    assertThat(lookUp("passwd", "root"))
        .startsWith("found User[name=root, uid=0, gid=0, groups=[0")
        .contains("home=/root, mail=, quota=Quota[bytes=0, messages=0]]");
    assertThat(lookUp("passwd", "no-such-user")).isEqualTo("unknown");
  }

  @Test
  void aServersUserIsFound() throws Exception {
    assertThat(askServer("VERSION\t1\t1\nSPID\t5\n", "USER\t1\tv1\tuid=5000\tgid=5001\thome=/v\n"))
        .isEqualTo(
            "found User[name=v1, uid=5000, gid=5001, groups=[], home=/v, mail=,"
                + " quota=Quota[bytes=0, messages=0]]");
  }

  @Test
  void aServerThatKnowsNobodyIsBelieved() throws Exception {
    assertThat(askServer("VERSION\t1\t3\nSPID\t5\n", "NOTFOUND\t1\n")).isEqualTo("unknown");
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    long start = System.nanoTime();
    assertThat(askServer("VERSION\t1\t1\n", "")).endsWith("took too long to answer");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
  }

  @Test
  void aServerThatIsNotThereIsAFailure() throws IOException, InterruptedException {
    assertThat(lookUp("userdb", folder.resolve("none").toString(), "alice"))
        .startsWith("failed ")
        .endsWith("cannot connect: No such file or directory");
  }

  @Test
  void aFileOfRootsIsRead() throws IOException, InterruptedException {
    assumeTrue(NativeRun.isRoot(), "not root");
    Path users = folder.resolve("users");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("u").append(i).append(":x:5000:").append(5000 + i).append("::/srv/u::\n");
    }
    Files.writeString(users, text);
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(lookUp("file", users.toString(), "u0")).contains("uid=5000, gid=5000,");
    assertThat(lookUp("file", users.toString(), "u9999")).contains("uid=5000, gid=14999,");
    assertThat(lookUp("file", users.toString(), "u10000")).isEqualTo("unknown");
  }

  @Test
  void aFileThatOthersCanWriteIsNotBelieved() throws IOException, InterruptedException {
    assumeTrue(NativeRun.isRoot(), "not root");
    Path users = Files.writeString(folder.resolve("users"), "alice:x:5000:5000::/srv/a::\n");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(lookUp("file", users.toString(), "alice")).contains("writable by group or others");

    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setAttribute(users, "unix:uid", 65534);
    assertThat(lookUp("file", users.toString(), "alice")).contains("must be owned by root");
  }
}
